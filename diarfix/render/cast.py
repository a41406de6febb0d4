"""The cast as a table for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from diarfix.render.facts import counted
from diarfix.render.quotes import quote_data
from diarfix.render.screen import HEAD, NEW, QUIET

if TYPE_CHECKING:
    from diarfix.cast import Cast, Clue, Member
    from diarfix.model import Transcript
    from diarfix.quotes import Checked

SHOWN = 3
"""Clues shown of each label; JSON has them all."""

NARROW = 90
"""Columns under which the clues go below the label."""


def print_cast(console: Console, cast: Cast, transcript: Transcript) -> None:
    """One row a label: who, in which role, how much, and what says so."""
    head = (transcript.source.name, HEAD)
    console.print(Text.assemble(head, f": {counted(len(cast.members), 'label')}"), soft_wrap=True)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=QUIET)
    table.add_column("label", overflow="fold", ratio=3)
    table.add_column("role", overflow="fold", ratio=2)
    table.add_column("words", justify="right", no_wrap=True)
    wide = console.width >= NARROW
    if wide:
        table.add_column("evidence", overflow="fold", ratio=7)
    total = max(1, len(transcript.words))
    for number, member in enumerate(cast.members):
        clues = _clues(member, transcript)
        who: Any = _who(member)
        words = Text(f"{member.words:,}").append(f"\n{member.words / total:.0%}", QUIET)
        cells = [who if wide else Group(who, clues), _role(member), words]
        table.add_row(*cells, *([clues] if wide else []), end_section=number + 1 == len(cast.members))
    console.print(table)
    if cast.absent:
        names = Text(", ".join(cast.absent), HEAD)
        console.print(Text.assemble("announced or introduced, without a label: ", names))


def _who(member: Member) -> Text:
    text = Text(member.label, HEAD)
    if member.name and member.name != member.label:
        text.append(f"\n{member.name}", NEW).append(f" {_share(member.name_confidence)}", QUIET)
    others = [label for label in member.raw if label != member.label]
    return text.append(f"\nread as {', '.join(others)}", QUIET) if others else text


def _role(member: Member) -> Text:
    if member.role == "unknown":
        return Text("not clear", QUIET)
    text = Text(member.role).append(f" {_share(member.role_confidence)}", QUIET)
    if member.ads:
        text.append(f"\nreads {counted(len(member.ads), 'ad')}", QUIET)
    return text


def _share(value: float) -> str:
    """A confidence; nothing but what was written is certain."""
    return f"{min(value, 0.99):.2f}"


def _clues(member: Member, transcript: Transcript) -> Text:
    text = Text()
    for number, clue in enumerate(member.clues[:SHOWN]):
        text.append("\n" if number else "").append(clue.text)
        if clue.at is not None:
            text.append(f"  {_line(transcript, clue)}", QUIET)
    return text


def _line(transcript: Transcript, clue: Clue) -> str:
    assert clue.at is not None
    return f"line {transcript.place(clue.at).line}"


def cast_json(cast: Cast, quotes: Sequence[Checked], transcript: Transcript) -> str:
    """The cast and the quotes as JSON; lines count from 1, words from 0."""
    data = {
        "input": transcript.source.name,
        "members": [_member(member, transcript) for member in cast.members],
        "absent": list(cast.absent),
        "quotes": [quote_data(item, transcript) for item in quotes],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _member(member: Member, transcript: Transcript) -> dict[str, Any]:
    return {
        "label": member.label,
        "read_as": list(member.raw),
        "name": member.name or None,
        "name_confidence": member.name_confidence if member.name else None,
        "role": member.role,
        "role_confidence": member.role_confidence,
        "words": member.words,
        "turns": member.turns,
        "ads": [
            {"span": [start, end], "line": transcript.place(start).line, "brand": brand or None}
            for start, end, brand in member.ads
        ],
        "evidence": [
            {
                "text": clue.text,
                "weight": clue.weight,
                "line": None if clue.at is None else transcript.place(clue.at).line,
            }
            for clue in member.clues
        ],
    }
