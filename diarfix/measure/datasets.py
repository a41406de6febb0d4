"""Readers of the data sets that repairs are measured on: pairs of a raw transcript and its reference.

- `real_pairs`: JSON lines `{"id", "series", "raw": [[speaker, text], ...], "reviewed": [...]}`.
- `earnings21`: a folder with `amazon/ID.nlp` (a recogniser's diarized words) and `reference/ID.nlp`, the
  tables of Rev's Earnings-21 (https://github.com/revdotcom/speech-datasets/tree/main/earnings21). As Rev
  publishes them, the recogniser files hold the speaker column in reverse order; it must be put right first.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from diarfix.errors import DiarfixError, Place
from diarfix.formats import from_turns, io, nlp
from diarfix.model import Transcript

_EVENT = re.compile(r"<\w+>")
"""`<inaudible>`, `<crosstalk>`, `<laugh>`: what happened, not what was said."""


@dataclass(frozen=True)
class Episode:
    """A raw transcript and its reference. Episodes of one `series` share people and must be held out together."""

    id: str
    series: str
    raw: Transcript
    reference: Transcript


def real_pairs(path: str | os.PathLike[str]) -> Iterator[Episode]:
    """The episodes of a JSON lines file, in its order. Raises E101-E106, E602."""
    name = os.fspath(path)
    text, _, _ = io.decode(io.read_bytes(path), name)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            key, series = str(record["id"]), str(record["series"])
            sides = [[(str(speaker), str(words)) for speaker, words in record[side]] for side in ("raw", "reviewed")]
        except (ValueError, KeyError, TypeError) as error:
            raise _malformed(f"not an episode ({error})", name, number) from None
        raw, reference = (_transcript(side, f"{key}.txt") for side in sides)
        yield Episode(key, series, raw, reference)


def earnings21(folder: str | os.PathLike[str]) -> Iterator[Episode]:
    """The calls that have both tables, by id. Each is a series of its own. Raises E101-E106, E203."""
    paths = sorted(Path(folder, "amazon").glob("*.nlp"))
    if not paths:
        raise DiarfixError(
            "E101", "there are no amazon/*.nlp files in it", "give the folder that holds amazon/ and reference/",
            Place(os.fspath(folder)),
        )
    for path in paths:
        other = Path(folder, "reference", path.name)
        if other.is_file():
            yield Episode(path.stem, path.stem, read_nlp(path, "Speaker"), read_nlp(other, "Person"))


def read_nlp(path: str | os.PathLike[str], prefix: str = "Speaker") -> Transcript:
    """The transcript in a word table; speaker 2 becomes the label "Speaker 2". Words keep their times.

    Raises E101-E106, E203.
    """
    name = os.fspath(path)
    text, _, _ = io.decode(io.read_bytes(path), name)
    said = [(row.cells["speaker"].text, word) for row, word in nlp.spoken(text, name) if not _EVENT.fullmatch(row.word)]
    groups = [(speaker, list(group)) for speaker, group in groupby(said, key=lambda one: one[0])]
    made = from_turns(
        ((f"{prefix} {speaker}", " ".join(word.text for _, word in group)) for speaker, group in groups), name=name
    )
    timed = (replace(word, start=own.start, end=own.end) for word, (_, own) in zip(made.words, said, strict=True))
    return replace(made, words=tuple(timed))


def _transcript(turns: list[tuple[str, str]], name: str) -> Transcript:
    """As `from_turns`; labels become "Label 1", "Label 2"... where one of them cannot be written in plain text."""
    try:
        return from_turns(turns, name=name)
    except DiarfixError as error:
        if error.code != "E203":
            raise
    numbers = {label: number for number, label in enumerate(dict.fromkeys(label for label, _ in turns), 1)}
    return from_turns(((f"Label {numbers[label]}", text) for label, text in turns), name=name)


def _malformed(what: str, name: str, line: int) -> DiarfixError:
    return DiarfixError("E602", what, "check that this is the data set it should be", Place(name, line))
