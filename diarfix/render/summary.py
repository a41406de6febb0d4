"""What `fix` did to one transcript, and what waits for a person."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from diarfix.edits import Edit
from diarfix.render.facts import Person, counted, final_labels, healed, moves, notes, people
from diarfix.render.quote import quote
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, hanging

if TYPE_CHECKING:
    from diarfix.pipeline import Result

COLUMN = 10
"""Where the facts begin, after their names."""

MOST = 30
"""Waiting edits listed in a summary; `diarfix review IN` lists them all."""


def print_summary(console: Console, result: Result, target: str) -> None:
    """The heading, who became whom, the counts, and the waiting edits with how to decide them."""
    name = result.original.source.name
    console.print(Text(name, HEAD).append(f" -> {target}" if target else "", "not bold"))
    for person in people(result):
        _fact(console, "person", _person(person))
    before, after = result.original, result.repaired
    _fact(console, "labels", _change(len(before.labels), len(after.labels)))
    _fact(console, "turns", _change(len(before.turns), len(after.turns)))
    _fact(console, "words", Text(_words(result)))
    for match in notes(result):
        about = Text(match.rule.code, CODE).append(f" {match.rule.summary}", "default")
        _fact(console, "note", about.append(f" ({', '.join(match.labels)})" if match.labels else ""))
    waiting = result.waiting
    if not waiting:
        _fact(console, "review", Text("nothing waits"))
        return
    _fact(console, "review", Text(f"{counted(len(waiting), 'edit waits', 'edits wait')} for a person", HEAD))
    print_waiting(console, result, waiting[:MOST])
    if len(waiting) > MOST:
        console.print(Text(f"\n  and {len(waiting) - MOST} more: diarfix review {name} --list", QUIET))
    console.print()
    hint = f"diarfix review {shown_path(name)} --accept {waiting[0].id} --reject {waiting[-1].id}"
    hanging(console, Text("  decide  ", QUIET), Text(hint))


def print_line(console: Console, result: Result, target: str) -> None:
    """The same in one line, for one of many inputs."""
    name = result.original.source.name
    text = Text(name, HEAD).append(f" -> {target}" if target else "", "not bold")
    made, waiting = len(result.applied), len(result.waiting)
    text.append(f": {counted(made, 'edit')} made", NEW if made else QUIET)
    text.append(f", {waiting} waiting" if waiting else "", "not bold")
    console.print(text, soft_wrap=True)


def print_waiting(console: Console, result: Result, edits: Sequence[Edit]) -> None:
    """Edits, each with its place, confidence, labels, rules, words in context and strongest reason."""
    final = final_labels(result)
    for edit in edits:
        console.print()
        lead = Text("  ").append(edit.id.ljust(10), HEAD)
        indent = lead.cell_len
        place = result.original.place(edit.start)
        lead.append(f"{place.line}:{place.column}".ljust(9), QUIET).append(f"{edit.confidence:.2f}  ")
        hanging(console, lead, from_to(edit, final).append("  ").append(" ".join(edit.codes), CODE), indent)
        blank = Text(" " * indent)
        hanging(console, blank, quote(console, result.original, edit))
        hanging(console, blank, Text(reason(edit), QUIET))


def from_to(edit: Edit, final: dict[str, str]) -> Text:
    """The edit's labels as they read in the end; renames say what they are."""
    if edit.kind == "move":
        return Text(final.get(edit.old, edit.old), OLD).append(" -> ", "default").append(
            final.get(edit.new, edit.new), NEW
        )
    word = " is " if edit.kind == "merge" else " is named "
    return Text(edit.old, OLD).append(word, "default").append(edit.new, NEW)


def reason(edit: Edit) -> str:
    """The strongest reason, in words."""
    if not edit.reasons:
        return "no single rule speaks for it; the labels around it do"
    best = max(edit.reasons, key=lambda item: (item.weight, item.code))
    return f"because {best.message}"


def shown_path(name: str) -> str:
    """A path as one would type it in a shell."""
    return shlex.quote(name)


def _fact(console: Console, name: str, body: Text) -> None:
    hanging(console, Text(f"  {name}".ljust(COLUMN), QUIET), body)


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
