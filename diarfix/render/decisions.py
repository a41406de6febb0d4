"""What waits, what was decided, and decisions that no longer fit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from diarfix.render.facts import counted
from diarfix.render.screen import HEAD, NEW, OLD, QUIET, hanging
from diarfix.render.summary import print_waiting

if TYPE_CHECKING:
    from diarfix.decisions import Book, Decision, HandRow, NoteRow
    from diarfix.decisions.merge import Conflict, Joined
    from diarfix.pipeline import Result


def print_lost(console: Console, lost: Sequence[Decision | HandRow | NoteRow]) -> None:
    """One line a decision, and how to be rid of it."""
    noun = counted(len(lost), "decision no longer fits", "decisions no longer fit")
    console.print(Text(f"\n{noun} this transcript:"))
    for item in lost:
        what, labels, words = lost_facts(item)
        lead = Text("  ").append(item.id.ljust(10), HEAD).append(f"{what}  ")
        hanging(console, lead, Text(labels).append(f"  {words}" if labels else words, QUIET))
    console.print(Text("  forget them with diarfix review IN --undo ID", QUIET))


def lost_facts(item: Decision | HandRow | NoteRow) -> tuple[str, str, str]:
    """What was done, the labels it was about, the words it was about."""
    from diarfix.decisions import Decision, NoteRow

    if isinstance(item, NoteRow):
        return "note", "", item.text
    labels = f"{item.old} -> {item.new}"
    if isinstance(item, Decision):
        return item.verdict, labels, item.anchor.inside
    return "by hand", labels, " … ".join(part for part in (item.spot.head, item.spot.tail) if part)


def print_list(console: Console, result: Result, book: Book) -> None:
    """Every waiting edit, then every decision, then what was made by hand, and notes."""
    name, waiting = result.original.source.name, result.waiting
    noun = counted(len(waiting), "edit waits", "edits wait") if waiting else "nothing waits"
    console.print(Text.assemble((name, HEAD), f": {noun}, {len(result.applied)} applied"), soft_wrap=True)
    print_waiting(console, result, waiting)
    for title, rows in (("decided", book.decisions), ("by hand", book.by_hand), ("notes", book.notes)):
        if rows:
            console.print(Text(f"\n{title}", HEAD))
        for item in rows:
            _print_row(console, item)


def _print_row(console: Console, item: Decision | HandRow | NoteRow) -> None:
    what, labels, words = lost_facts(item)
    lead = Text("  ").append(item.id.ljust(10), HEAD)
    if what in ("accepted", "rejected"):
        lead.append(what, NEW if what == "accepted" else OLD).append("  ")
    about = Text(f"{labels}  " if labels else "")
    hanging(console, lead, about.append(f"{words}  by {item.by}, {item.when[:10]}", QUIET))


def print_decided(console: Console, before: Book, after: Book, path: Path) -> None:
    """What changed in the decisions file."""
    old = {item.id: item.verdict for item in before.decisions}
    new = {item.id: item.verdict for item in after.decisions}
    changed = [verdict for key, verdict in new.items() if old.get(key) != verdict]
    parts = [f"{changed.count(verdict)} {verdict}" for verdict in ("accepted", "rejected") if verdict in changed]
    rows = [{row.id for row in book.rows} for book in (before, after)]
    gone = len(rows[0] - rows[1])
    parts += [f"{gone} forgotten"] if gone else []
    console.print(Text(f"{path}: {', '.join(parts) or 'nothing changed'}"), soft_wrap=True)


def print_conflicts(console: Console, conflicts: Sequence[Conflict]) -> None:
    """What two reviewers do not agree on, one below the other."""
    noun = counted(len(conflicts), "thing is", "things are")
    console.print(Text(f"{noun} not agreed on, so that nothing was written; --prefer settles it"))
    for conflict in conflicts:
        console.print()
        for row in (conflict.first, conflict.second):
            what, labels, words = lost_facts(row)
            lead = Text("  ").append(row.id.ljust(10), HEAD).append(f"{what}  ")
            hanging(console, lead, Text(f"{labels}  ").append(f"{words}  by {row.by}, {row.when[:10]}", QUIET))


def print_joined(console: Console, joined: Joined, path: Path) -> None:
    """What is in the joint file."""
    book = joined.book
    parts = [counted(len(book.decisions), "decision"), f"{len(book.by_hand)} by hand", counted(len(book.notes), "note")]
    settled = f"; {counted(len(joined.conflicts), 'conflict')} settled" if joined.conflicts else ""
    console.print(Text(f"{path}: {', '.join(parts)}{settled}"), soft_wrap=True)
