"""The lines above and below the panes, and the style sheet."""

from __future__ import annotations

from pathlib import PurePath

from rich.text import Text
from textual.theme import Theme

from diarfix.model import Seconds
from diarfix.review.keys import Key, sign
from diarfix.review.reading import Reading
from diarfix.review.stand import Stand
from diarfix.review.terminal.look import Look, width
from diarfix.review.view import Item
from diarfix.review.wish import filter_text
from diarfix.text import safe

CSS = """
Screen { layout: vertical; background: $background; }
#head { height: 1; background: $panel; padding: 0 1; }
#panes { height: 1fr; }
#script, #side, .body { scrollbar-size-vertical: 1; scrollbar-color: $secondary; scrollbar-background: $background;
        scrollbar-color-hover: $secondary; scrollbar-background-hover: $background; }
#script { width: 1fr; height: 1fr; padding: 0; overflow-x: hidden; overflow-y: scroll; }
#side { width: 44%; max-width: 64; min-width: 34; height: 1fr; padding: 0 1; border-left: solid $secondary; }
#card { height: auto; }
#speakers { height: 1; padding: 0 1; }
#said { height: 1; padding: 0 1; }
#keys { height: 1; background: $panel; padding: 0 1; }
.narrow #panes { layout: vertical; }
.narrow #side { width: 100%; max-width: 100%; height: 60%; border-left: none; border-top: solid $secondary; }
Dialog { align: center middle; background: $background 60%; }
.window { width: 72; max-width: 96%; height: auto; max-height: 90%; background: $surface; border: round $primary;
          padding: 0 1; }
.window .body { height: auto; max-height: 60vh; }
.window .hint { color: $text-muted; margin-top: 1; }
.window Input { margin-top: 1; }
"""

THEMES = (
    Theme("diarfix-dark", primary="#f0c060", secondary="#3a424c", accent="#f0c060", foreground="#eceff3",
          background="#15181c", surface="#20252b", panel="#262c33", dark=True),
    Theme("diarfix-light", primary="#8a5600", secondary="#c3cad3", accent="#8a5600", foreground="#1b1f24",
          background="#fdfdfb", surface="#f4f5f7", panel="#e8ebef", dark=False),
)  # fmt: skip
"""Dark and light, in the colours of diarfix's pages."""

PROGRESS = 12
"""Columns of the progress bar."""


def head(session: Reading, look: Look, columns: int) -> Text:
    """The file, how far one is, how long the rest will take."""
    seen = session.progress
    touched = seen.done + seen.left
    full = PROGRESS if not seen.left else round(PROGRESS * seen.done / touched)
    name = safe(PurePath(session.original.source.name).name)
    text = Text()
    right = Text()
    right.append("━" * full, look.mark("new")).append("─" * (PROGRESS - full), look.mark("quiet"))
    right.append(f" {seen.left} left" if seen.left else " all decided", look.mark("head"))
    if seen.left:
        minutes = seen.seconds / 60
        right.append(f", about {minutes:.0f} min" if minutes >= 1.5 else f", about {seen.seconds:.0f} s",
                     look.mark("quiet"))
    room = max(8, columns - 4 - right.cell_len)
    wish = filter_text(session.filter)
    chosen = f"  {wish}" if wish else ""
    text.append(name[:room], look.mark("head")).append(safe(chosen)[: max(0, room - len(name))], look.mark("code"))
    text.append(" " * max(1, columns - 2 - text.cell_len - right.cell_len))
    return text.append_text(right)


def place(session: Reading, item: Item) -> str:
    """Where an item stands in the queue."""
    ids = [one.id for one in session.queue()]
    at = session.original.place(item.start)
    return f"{ids.index(item.id) + 1} of {len(ids)} · line {at.line}" if item.id in ids else f"line {at.line}"


def speakers(stand: Stand, look: Look, columns: int) -> Text:
    """What a speaker key acts on now, and the speakers with their keys; as many as fit."""
    found = stand.subject
    text = Text()
    if found is not None:
        words = found.end - found.start
        what = {"edit": "edit", "turn": "this turn", "words": f"{words} word{'s' if words != 1 else ''}"}[found.kind]
        text.append(f"{what} to ", look.mark("quiet"))
    for at, speaker in enumerate(stand.session.speakers):
        name = safe(speaker.name)
        # The end of a long name tells hosts apart.
        most = max(8, columns // 6)
        name = name if width(name) <= most else f"{name[: most // 2]}…{name[-(most - most // 2 - 1):]}"
        part = Text(" " if columns < 100 else "  ").append(f" {speaker.key or '+'} ", look.mark("key")).append(" ")
        part.append(name, look.speaker(at) + look.mark("head"))
        if text.cell_len + part.cell_len > columns - 12:
            text.append("  …", look.mark("quiet"))
            break
        text.append_text(part)
    return text.append("  ").append(" 0 ", look.mark("key")).append(" new", look.mark("quiet"))


def said(text: str, failed: bool, stand: Stand, look: Look) -> Text:
    """What came of the last key; without that, what is written at the cursor."""
    if text:
        return Text(safe(text), look.mark("old" if failed else "new"), no_wrap=True, overflow="ellipsis")
    note = next((one.text for one in stand.session.notes if one.word == stand.cursor), "")
    return Text(f"note: {safe(note)}" if note else "", look.mark("note"), no_wrap=True, overflow="ellipsis")


def keys(table: tuple[Key, ...], look: Look, columns: int) -> Text:
    """The keys that are used most; as many as fit, and always how to see the others."""
    chosen = [key for key in table if key.short]
    last = [key for key in chosen if key.action in ("help", "quit")]
    text, tail = Text(), Text()
    for key in last:
        tail.append(f"  {sign(key.keys[0]) if key.keys else ''}", look.mark("code")).append(f" {key.short}")
    for key in chosen:
        if key in last or not key.keys:
            continue
        shown = "[ ] { }" if key.action == "start-back" and key.keys[0] == "left_square_bracket" else sign(key.keys[0])
        part = Text().append(shown, look.mark("code")).append(f" {key.short}  ")
        if text.cell_len + part.cell_len + tail.cell_len > columns - 2:
            break
        text.append_text(part)
    text.append(" " * max(0, columns - 2 - text.cell_len - tail.cell_len))
    return text.append_text(tail)


def time(seconds: Seconds) -> str:
    """A time as people read it.

    >>> time(75.2), time(3675)
    ('1:15', '1:01:15')
    """
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"
