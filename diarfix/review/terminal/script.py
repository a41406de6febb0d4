"""The transcript pane. Only the rows on screen are drawn, so that an episode of any length scrolls smoothly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from diarfix.model import Seconds, Transcript
from diarfix.review.terminal import bars
from diarfix.review.terminal.look import Look
from diarfix.review.terminal.rows import Row, Rows
from diarfix.text import safe


@dataclass(frozen=True)
class Marked:
    """What of the transcript stands out: words by the name of their mark, speakers by number, words with notes.

    `clock` says when a word is said.
    """

    transcript: Transcript
    speakers: dict[str, int]
    clock: Callable[[int], Seconds | None]
    open: frozenset[int] = frozenset()
    hits: frozenset[int] = frozenset()
    noted: frozenset[int] = frozenset()
    item: range = range(0)
    selected: range = range(0)
    cursor: int = -1

    def mark(self, word: int) -> str:
        """The strongest mark of a word."""
        if word == self.cursor:
            return "cursor"
        if word in self.selected:
            return "selected"
        if word in self.item:
            return "item"
        if word in self.hits:
            return "hit"
        return "open" if word in self.open else "plain"


class Script(ScrollView):
    """Shows what `show` was given."""

    can_focus = False

    def __init__(self, look: Look, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.marked: Marked | None = None
        self.rows: Rows | None = None

    def show(self, marked: Marked, look: Look) -> None:
        """Draw this; what did not change in layout is not laid out again."""
        known = self.marked
        self.marked, self.look = marked, look
        if known is None or self.rows is None or known.transcript is not marked.transcript:
            self._lay_out()
        self.refresh()

    def reveal(self, words: Iterable[int]) -> None:
        """Scroll so that these words can be seen, with some rows around."""
        if self.rows is None or not self.rows.rows:
            return
        lines = [self.rows.row_of(word) for word in words]
        height = max(1, self.size.height)
        top, bottom = min(lines), max(lines)
        first = int(self.scroll_offset.y)
        if first + 1 < top and bottom < first + height - 1:
            return
        # A third of the screen stays above it: what was said before matters most.
        self.scroll_to(y=max(0, top - height // 3), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Wrap anew; the first row on screen stays there."""
        top = None
        if self.rows is not None and self.rows.rows:
            top = self.rows.rows[min(len(self.rows) - 1, int(self.scroll_offset.y))].start
        self._lay_out()
        if top is not None and self.rows is not None and self.marked is not None:
            anchor = self.marked.cursor if self.marked.cursor >= 0 else top
            self.reveal([min(anchor, len(self.marked.transcript.words) - 1)])

    def _lay_out(self) -> None:
        # The last column stays free, so that words do not touch the scroll bar.
        columns = (self.scrollable_content_region.width or self.size.width) - 1
        if self.marked is None or columns < 1:
            return
        self.rows = Rows(self.marked.transcript, columns)
        self.virtual_size = Size(columns, len(self.rows))

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        columns = self.size.width
        at = y + int(self.scroll_offset.y)
        base = self.rich_style
        if self.rows is None or self.marked is None or not 0 <= at < len(self.rows):
            return Strip.blank(columns, base)
        row = self.rows.rows[at]
        if row.turn < 0:
            return Strip.blank(columns, base)
        segments = self._heading(row) if row.start == row.end else self._words(row)
        styled = [Segment(text, base + style) for text, style in segments]
        return Strip(styled).adjust_cell_length(columns, base).crop(0, columns)

    def _heading(self, row: Row) -> list[tuple[str, Style]]:
        assert self.marked is not None
        turn = self.marked.transcript.turns[row.turn]
        number = self.marked.speakers.get(turn.speaker, 0)
        style = self.look.speaker(number)
        seconds = self.marked.clock(turn.start)
        time = "" if seconds is None else bars.time(seconds)
        return [
            ("▌ ", style),
            (safe(turn.speaker), style + Style(bold=True)),
            (f"  {time}" if time else "", self.look.mark("quiet")),
        ]

    def _words(self, row: Row) -> list[tuple[str, Style]]:
        assert self.marked is not None
        marked = self.marked
        turn = marked.transcript.turns[row.turn]
        made = [("▌ ", self.look.speaker(marked.speakers.get(turn.speaker, 0)))]
        for word in range(row.start, row.end):
            text = safe(marked.transcript.words[word].text)
            text = text[row.cut if word == row.start else 0 : row.stop if word == row.end - 1 else None]
            mark = marked.mark(word)
            made.append((text, self.look.mark(mark)))
            if word in marked.noted:
                made.append(("*", self.look.mark("note")))
            if word + 1 < row.end:
                joined = mark in ("item", "selected", "open") and marked.mark(word + 1) == mark
                made.append((" ", self.look.mark(mark) if joined else Style()))
        return made
