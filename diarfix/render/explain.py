"""One edit in full: what it does, where, and the evidence for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from diarfix.edits import Decided, Edit
from diarfix.render.blocks import sides
from diarfix.render.facts import counted, final_labels
from diarfix.render.quote import quote
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, fitted, hanging
from diarfix.render.summary import from_to

if TYPE_CHECKING:
    from diarfix.pipeline import Result

AROUND = 14
"""Words shown on either side."""

_STATES = {"applied": "applied", "review": "waits for a person", "rejected": "rejected"}


def print_edit(console: Console, result: Result, item: Decided) -> None:
    """The edit `item` of `result`."""
    edit = item.edit
    final = final_labels(result, edit.start)
    place = result.original.place(edit.start)
    console.print(Text.assemble((edit.id, HEAD), (f"  {edit.kind}  ", QUIET), from_to(edit, final)), soft_wrap=True)
    span = f"{place}, {counted(edit.words, 'word')}" if edit.kind == "move" else f"{place} to the end"
    _row(console, "where", Text("throughout" if edit.is_rename else span))
    about = "a safe kind" if edit.safe else "its rules ask for a person"
    _row(console, "confidence", Text(f"{edit.confidence:.2f}, {about}"))
    _row(console, "state", Text(f"{_STATES[item.state]}: {item.because}"))
    console.print()
    if not edit.is_rename:
        _print_sides(console, result, edit)
    else:
        hanging(console, Text("  first  ", QUIET), quote(console, result.original, edit))
    note = "  log-odds, before they are set against how seldom labels are wrong"
    console.print(Text.assemble(("\nevidence", HEAD), (note, QUIET)))
    _print_reasons(console, edit)


def _row(console: Console, name: str, body: Text) -> None:
    hanging(console, Text(f"  {name:<12}", QUIET), body)


def _print_sides(console: Console, result: Result, edit: Edit) -> None:
    """The passage before and after, turn by turn, under the labels that stand in the end."""
    before, after = sides(result, edit)
    shown = {turn.speaker for turn in (*before, *after)}
    width = min(max(len(label) for label in shown), 24, max(8, console.width // 4))
    for sign, style, side in (("-", OLD, before), ("+", NEW, after)):
        for turn in side:
            start, end = max(turn.start, edit.start - AROUND), min(turn.end, edit.end + AROUND)
            text = Text.assemble(("… " if start > turn.start else "", QUIET))
            for at in range(start, end):
                inside = edit.start <= at < edit.end
                text.append(result.original.words[at].text, f"bold {style}" if inside else "default")
                text.append(" " if at + 1 < end else "")
            text.append(" …" if end < turn.end else "", QUIET)
            hanging(console, Text(f"{sign} {fitted(turn.speaker, width)}  ", style), text)


def _print_reasons(console: Console, edit: Edit) -> None:
    if not edit.reasons:
        hanging(console, Text("  "), Text("no single rule speaks for it; the labels around it do", QUIET))
    most = max((abs(reason.weight) for reason in edit.reasons), default=1.0) or 1.0
    for reason in edit.reasons:
        bar = "#" * max(1, round(8 * abs(reason.weight) / most))
        lead = Text(f"  {reason.weight:+6.2f} ").append(bar.ljust(9), NEW if reason.weight > 0 else OLD)
        hanging(console, lead.append(reason.code.ljust(9), CODE), Text(reason.message))
