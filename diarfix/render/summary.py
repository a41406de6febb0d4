"""What `fix` did to one transcript, and what waits for a person."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from diarfix.edits import Edit
from diarfix.render.facts import Person, counted, final_labels, flips, healed, moves, notes, people
from diarfix.render.quote import quote
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, hanging

if TYPE_CHECKING:
    from diarfix.pipeline import Result

COLUMN = 11
"""Where the facts begin, after their names."""

MOST = 30
"""Waiting edits listed in a summary; `diarfix review IN` lists them all."""


def print_summary(console: Console, result: Result, target: str, estimated: int = 0) -> None:
    """The heading, who became whom, the counts, and the waiting edits with how to decide them.

    `estimated` is the number of times that writing had to make up.
    """
    name = result.original.source.name
    console.print(Text.assemble((name, HEAD), f" -> {target}" if target else ""), soft_wrap=True)
    for person in people(result):
        _fact(console, "person", _person(person))
    for flip in flips(result):
        place = result.original.place(flip.start)
        told = Text.assemble(from_to(flip, {}), (f"  ({place.line}:{place.column}, {flip.confidence:.2f})", QUIET))
        _fact(console, "flip", told)
    before, after = result.original, result.repaired
    _fact(console, "labels", _change(len(before.labels), len(after.labels)))
    _fact(console, "turns", _change(len(before.turns), len(after.turns)))
    _fact(console, "words", Text(_words(result)))
    if estimated:
        _fact(console, "times", Text(f"{counted(estimated, 'start')} estimated, in proportion to the words"))
    for match in notes(result):
        about = f" ({', '.join(match.labels)})" if match.labels else ""
        _fact(console, "note", Text.assemble((match.rule.code, CODE), f" {match.message}{about}"))
    _decided(console, result)
    waiting = result.waiting
    if not waiting:
        _fact(console, "review", Text("nothing waits"))
        return
    _fact(console, "review", Text(f"{counted(len(waiting), 'edit waits', 'edits wait')} for a person", HEAD))
    print_waiting(console, result, waiting[:MOST])
    if len(waiting) > MOST:
        more = f"\n  and {len(waiting) - MOST} more: diarfix review {shlex.quote(name)} --list"
        console.print(Text(more, QUIET), soft_wrap=True)
    console.print()
    last = f" --reject {waiting[-1].id}" if len(waiting) > 1 else ""
    hint = f"diarfix review {shlex.quote(name)} --accept {waiting[0].id}{last or ' (or --reject)'}"
    # Not wrapped by us: a command that is copied must come out in one piece.
    console.print(Text.assemble(("  decide".ljust(COLUMN), QUIET), hint), soft_wrap=True)


def print_line(console: Console, result: Result, target: str, estimated: int = 0) -> None:
    """The same in one line, for one of many inputs."""
    name = result.original.source.name
    made, waiting = len(result.applied), len(result.waiting)
    told = (f"{counted(made, 'edit')} made", NEW if made else QUIET)
    text = Text.assemble((name, HEAD), f" -> {target}" if target else "", ": ", told)
    text.append(f", {waiting} waiting" if waiting else "")
    console.print(text.append(f", {counted(estimated, 'time')} estimated" if estimated else ""), soft_wrap=True)


def print_waiting(console: Console, result: Result, edits: Sequence[Edit]) -> None:
    """Edits, each with its place, confidence, labels, rules, words in context and strongest reason."""
    for edit in edits:
        final = final_labels(result, edit.start)
        console.print()
        lead = Text("  ").append(edit.id.ljust(10), HEAD)
        indent = lead.cell_len
        place = result.original.place(edit.start)
        lead.append(f"{place.line}:{place.column}".ljust(9), QUIET).append(f"{edit.confidence:.2f}  ")
        hanging(console, lead, from_to(edit, final).append("  ").append(codes(edit), CODE), indent)
        blank = Text(" " * indent)
        hanging(console, blank, quote(console, result.original, edit))
        hanging(console, blank, Text(reason(edit), QUIET))


def from_to(edit: Edit, final: dict[str, str]) -> Text:
    """The edit's labels as they read in the end; renames say what they are."""
    if edit.kind == "move":
        return Text.assemble((final.get(edit.old, edit.old), OLD), " -> ", (final.get(edit.new, edit.new), NEW))
    if edit.kind == "flip":
        return Text.assemble((edit.old, OLD), " <-> ", (edit.new, NEW), " from here on")
    word = " is " if edit.kind == "merge" else " is named "
    return Text.assemble((edit.old, OLD), word, (edit.new, NEW))


def codes(edit: Edit, most: int = 3) -> str:
    """The strongest rules behind an edit; `diarfix explain` shows them all."""
    more = len(edit.codes) - most
    return " ".join(edit.codes[:most]) + (f" +{more}" if more > 0 else "")


def reason(edit: Edit) -> str:
    """The strongest reason, in words."""
    if not edit.reasons:
        return "no single rule speaks for it; the labels around it do"
    best = max(edit.reasons, key=lambda item: (item.weight, item.code))
    return f"because {best.message}"


def _fact(console: Console, name: str, body: Text) -> None:
    hanging(console, Text(f"  {name}".ljust(COLUMN), QUIET), body)


def _decided(console: Console, result: Result) -> None:
    rejected = sum(item.because.startswith("rejected") for item in result.edits)
    accepted = sum(item.state == "applied" and item.because.startswith("accepted") for item in result.edits)
    if accepted or rejected:
        _fact(console, "decided", Text(f"{accepted} accepted and {rejected} rejected earlier"))
    if result.hand:
        moves, others = (sum((item.kind == "move") is move for item in result.hand) for move in (True, False))
        parts = [counted(moves, "passage")] if moves else []
        parts += [counted(others, "rename")] if others else []
        _fact(console, "by hand", Text(f"{' and '.join(parts)} made by a reviewer"))


def _change(before: int, after: int) -> Text:
    return Text(f"{before:,}" if before == after else f"{before:,} -> {after:,}")


def _person(person: Person) -> Text:
    text = Text()
    for at, raw in enumerate(person.raw):
        text.append(" + " if at else "").append(raw, OLD if raw != person.label else "default")
    text.append(" -> ").append(person.label, NEW)
    parts = []
    for edit in person.renames:
        what = "one person" if edit.kind == "merge" else "name"
        parts.append(f"{what} {edit.confidence:.2f} {' '.join(edit.codes)}")
    return text.append(f"  ({'; '.join(parts)})", QUIET)


def _words(result: Result) -> str:
    made = moves(result)
    text = f"{len(result.original.words):,}, all kept; "
    text += f"{sum(edit.words for edit in made):,} moved by {counted(len(made), 'edit')}" if made else "none moved"
    mended = healed(result)
    return text + (f"; false marks and capitals healed at {counted(mended, 'word')}" if mended else "")
