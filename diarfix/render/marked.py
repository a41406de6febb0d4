"""Running text with gone and come words: struck red and green, or [-gone-] and {+come+} without colours."""

from __future__ import annotations

from rich.text import Text

from diarfix.render.screen import NEW, OLD, QUIET


class Marked:
    """A line built word by word; neighbouring gone words, and the come words beside them, form one mark each.

    >>> line = Marked(colour=False)
    >>> line.kept("on"), line.gone("my."), line.come("my"), line.gone("Day"), line.come("day")
    (None, None, None, None, None)
    >>> line.text().plain
    'on [-my. Day-]{+my day+}'
    """

    def __init__(self, colour: bool) -> None:
        self._colour = colour
        self._text = Text()
        self._gone: list[str] = []
        self._come: list[str] = []

    def kept(self, word: str) -> None:
        """A word that stays."""
        self._flush()
        self._append(word, "default")

    def aside(self, sign: str) -> None:
        """A sign that nobody said."""
        self._flush()
        self._append(sign, QUIET)

    def gone(self, word: str) -> None:
        """A word, a mark or a label that was there before."""
        self._gone.append(word)

    def come(self, word: str) -> None:
        """A word that is there now."""
        self._come.append(word)

    def text(self) -> Text:
        """All of it."""
        self._flush()
        return self._text

    def _append(self, words: str, style: str) -> None:
        self._text.append(" " if self._text.plain else "").append(words, style)

    def _flush(self) -> None:
        gone, come = " ".join(self._gone), " ".join(self._come)
        self._gone.clear()
        self._come.clear()
        if self._colour:
            if gone:
                self._append(gone, f"{OLD} strike")
            if come:
                self._append(come, f"{NEW} bold")
        elif gone or come:
            self._append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""), "default")
