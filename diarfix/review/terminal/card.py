"""The pane beside the transcript: one edit before and after, the reason for it, and the evidence."""

from __future__ import annotations

from rich.text import Text

from diarfix.model import Word
from diarfix.review.passage import Line
from diarfix.review.reading import Reading
from diarfix.review.terminal.look import Look
from diarfix.review.view import Item
from diarfix.text import safe

BAR = 10
"""Columns of the confidence bar."""

_DOES = {"move": "other speaker", "flip": "exchanged labels", "merge": "one person", "name": "a name"}

_STATE = {
    "open": "waits for you", "made": "made (safe)", "accepted": "accepted", "rejected": "rejected",
    "changed": "changed by hand", "by hand": "settled by hand",
}  # fmt: skip


def card(
    session: Reading, item: Item, look: Look, place: str, numbers: dict[str, int], around: int, tight: bool
) -> Text:
    """Everything about an edit; `place` says where it stands in the queue, `tight` leaves empty lines out."""
    edit, gap = item.edit, "\n" if tight else "\n\n"
    text = Text()
    text.append(f"{place} · {_about(item)}\n", look.mark("quiet"))
    text.append_text(_names(item, look, numbers)).append("\n")
    full = round(edit.confidence * BAR)
    text.append("━" * full, look.mark("new")).append("─" * (BAR - full), look.mark("quiet"))
    text.append(f" {edit.confidence:.0%}", look.mark("head")).append("  ")
    text.append(_STATE[item.state], look.mark("open" if item.state == "open" else "head"))
    if item.decision is not None:
        text.append(f"\nby {safe(item.decision.by)}, {item.decision.when[:10]}", look.mark("quiet"))
    shown = session.passage(item.id, around)
    for title, lines in (("before", shown.before), ("after", shown.after)):
        text.append(f"{gap}{title}", look.mark("quiet"))
        _side(text, lines, (session.original if title == "before" else session.corrected).words, look, numbers)
    text.append(f"{gap}why", look.mark("quiet"))
    _evidence(text, item, look)
    for note in session.notes:
        if item.start <= note.word < max(item.end, item.start + 1):
            text.append("\n\nnote  ", look.mark("note")).append(safe(note.text))
    text.append(f"\n\n{item.id}", look.mark("quiet"))
    return text


def _names(item: Item, look: Look, numbers: dict[str, int]) -> Text:
    kind = item.edit.kind
    joint = {"move": " → ", "flip": " ↔ ", "merge": " is ", "name": " is named "}[kind]
    text = Text()
    for at, name in enumerate((item.old, item.new)):
        text.append(joint if at else "", look.mark("head"))
        text.append(safe(name), look.speaker(numbers.get(name, 0)) + look.mark("head"))
    return text


def _about(item: Item) -> str:
    words = item.end - item.start
    return f"{words} word{'s' if words != 1 else ''}" if item.edit.kind == "move" else _DOES[item.edit.kind]


def _side(
    text: Text, lines: tuple[Line, ...], words: tuple[Word, ...], look: Look, numbers: dict[str, int]
) -> None:
    for line in lines:
        style = look.speaker(numbers.get(line.speaker, 0))
        text.append("\n").append("▌", style).append(safe(line.speaker), style + look.mark("head")).append("  ")
        text.append("" if line.opens else "… ", look.mark("quiet"))
        for at in range(line.start, line.end):
            inside = line.moved_start <= at < line.moved_end
            text.append(safe(words[at].text)[:200], look.mark("item") if inside else "")
            joined = inside and at + 1 < line.moved_end
            text.append(" " if at + 1 < line.end else "", look.mark("item") if joined else "")
        text.append("" if line.closes else " …", look.mark("quiet"))


def _evidence(text: Text, item: Item, look: Look) -> None:
    edit = item.edit
    if not edit.reasons:
        text.append("\nno single rule speaks for it; the labels around it do")
    most = max((abs(reason.weight) for reason in edit.reasons), default=1.0) or 1.0
    for reason in sorted(edit.reasons, key=lambda one: (-one.weight, one.code)):
        bar = "▪" * max(1, round(4 * abs(reason.weight) / most))
        text.append(f"\n{reason.code:<9}", look.mark("code")).append(f"{bar:<4} ", look.mark("quiet"))
        text.append(safe(reason.message))


def empty(session: Reading, look: Look) -> Text:
    """What stands there when no edit is looked at."""
    seen = session.progress
    text = Text()
    text.append("Nothing waits.\n\n" if not seen.left else "No edit passes the filter.\n\n", look.mark("head"))
    for state, count in seen.states.items():
        if count:
            text.append(f"{count:>5}  ", look.mark("head")).append(f"{_STATE[state]}\n")
    text.append("\nArrow keys walk through the transcript: give words to someone, split, join, rename. ")
    text.append("f shows what was made (state:made); w writes the corrected transcript.", look.mark("quiet"))
    return text
