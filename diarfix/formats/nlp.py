"""`nlp`: the word tables of Earnings-21 and its kin, https://github.com/revdotcom/speech-datasets/tree/main/earnings21.

    token|speaker|ts|endTs|punctuation|case|tags|wer_tags        one word a row; columns are found by their names,
    Good|0||||UC|[]|[]                                           since sets differ. A speaker is a number, shown as
    morning|0|||,|LC|['0:TIME']|['0']                            `Speaker 0`; a name that an edit gives is kept as it is

A word is its prepunctuation, token and punctuation. Rows whose token is empty hold no word and stay as they are.
Read by ourselves: csv and pandas undo what is not quoted here, and write line ends and empty fields anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diarfix.errors import DiarfixError
from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Repair, Repaired, Written
from diarfix.formats.captions import fault
from diarfix.formats.json_doc import place
from diarfix.formats.probe import Probe
from diarfix.formats.rows import Field, confidence, exact, is_number, number
from diarfix.formats.splice import cut, shared_out
from diarfix.model import UNLABELLED, Source, Transcript, Word

_LINE = re.compile(r"[^\r\n]+")
_HEADER = re.compile(r"token\|speaker(?=[|\r\n])")
_BEFORE, _AFTER = "\"“‘'([¿¡", ".,?!;:…\"”’')]"
_NUMBERED = re.compile(r"Speaker [0-9]{1,6}")
COLUMNS = ("token", "speaker", "ts", "endTs", "punctuation", "case", "tags")

_PARTS = ("prepunctuation", "token", "punctuation")


class Row(NamedTuple):
    """A row at characters `begin:stop`: its cells by column, and its word ("" where it holds none)."""

    begin: int
    stop: int
    cells: dict[str, Field]
    word: str

    def parts(self) -> list[Field]:
        """The cells that make up the word."""
        return [self.cells[key] for key in _PARTS if key in self.cells]


def sniff(probe: Probe) -> float:
    """1 where the first line is the header of such a table."""
    return float(bool(_HEADER.match(probe.text)))


def parse(text: str, name: str) -> Iterator[Row]:
    """The rows under the header. Raises E203."""
    lines = _LINE.finditer(text)
    head = next(lines, None)
    columns = head[0].strip().split("|") if head else []
    missing = [key for key in ("token", "speaker") if key not in columns]
    if missing:
        raise fault(f"the first line names no column {missing[0]!r}", "begin it with token|speaker|ts|endTs|...", text,
                    name, 0)
    for line in lines:
        if not line[0].strip():
            continue
        cells = line[0].split("|")
        if len(cells) != len(columns):
            raise fault(f"{len(cells)} columns where the first line has {len(columns)}",
                        "mend the row, or pass --lenient to leave it out", text, name, line.start())
        at, made = line.start(), {}
        for key, cell in zip(columns, cells, strict=True):
            made[key] = Field(at, at + len(cell), cell)
            at += len(cell) + 1
        said = "".join(made[key].text for key in _PARTS if key in made) if made["token"].text.strip() else ""
        yield Row(line.start(), line.end(), made, " ".join(said.split()))


def _word(row: Row, text: str, name: str) -> Word:
    begin, stop = row.cells["token"].begin, row.cells["token"].stop
    times = []
    for key in ("ts", "endTs"):
        cell = row.cells.get(key)
        times.append(number(cell, f"time in {key!r}", text, name) if cell and cell.text.strip() else None)
    return Word(row.word, begin, stop, times[0], times[1], confidence(row.cells.get("confidence")))


def spoken(text: str, name: str) -> Iterator[tuple[Row, Word]]:
    """The rows that hold a word, with it. Raises E203."""
    for row in parse(text, name):
        if row.word:
            yield row, _word(row, text, name)


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a word table."""
    units = [Unit(_shown(row.cells["speaker"].text), [word], row.begin) for row, word in spoken(text, name)]
    return assemble(units, Source(name, "nlp", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The table with the speakers and words of `edited`; the rest of every row stays."""
    text = original.source.text
    edits: list[tuple[int, int, str]] = []
    said = (row for row in parse(text, original.source.name) if row.word)
    for at, row in enumerate(said):
        label, old, new = edited.speakers[at], original.words[at].text, edited.words[at].text
        if label != original.speakers[at]:
            edits.append((*row.cells["speaker"][:2], _label(label)))
        if new == old:
            continue
        parts = row.parts()
        cells = shared_out([part.text for part in parts], new) if "".join(p.text for p in parts) == old else []
        if not cells:
            cells = ["", new, ""] if len(parts) == 3 else [new, ""][: len(parts)]
        edits += [(part.begin, part.stop, cell) for part, cell in zip(parts, cells, strict=True) if part.text != cell]
        case = row.cells.get("case")
        if case is not None and case.text in _CASES:
            edits.append((case.begin, case.stop, _case(cells[len(parts) > 2])))
    return Written(cut(text, 0, len(text), edits))


_CASES = ("UC", "LC", "CA", "MC")


def _case(token: str) -> str:
    """How a token is written: capital first, none, all, or mixed.

    >>> [_case(token) for token in ("Good", "morning", "USA", "iPhone", "I", "4")]
    ['UC', 'LC', 'CA', 'MC', 'UC', 'LC']
    """
    letters = [char for char in token if char.isalpha()]
    if not any(char.isupper() for char in letters):
        return "LC"
    if letters[0].isupper() and not any(char.isupper() for char in letters[1:]):
        return "UC"
    return "CA" if all(char.isupper() for char in letters) else "MC"


def _shown(cell: str) -> str | None:
    """The label that a cell stands for; None where it says nothing.

    >>> _shown("3"), _shown("Ana Ruiz"), _shown("")
    ('Speaker 3', 'Ana Ruiz', None)
    """
    label = " ".join(cell.split())
    return f"Speaker {label}" if _NUMBERED.fullmatch(f"Speaker {label}") else label or None


def _label(label: str) -> str:
    """The cell for a label. Raises E203."""
    if label == UNLABELLED:
        return ""
    if _NUMBERED.fullmatch(label):
        return label.removeprefix("Speaker ")
    if "|" in label or label != " ".join(label.split()):
        raise DiarfixError("E203", f"the label {label!r} cannot be written as nlp", "rename it first")
    return label


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new table; with a column for confidences where there are any."""
    sure = any(word.confidence is not None for turn in turns for word in turn.tokens)
    lines = ["|".join([*COLUMNS, "confidence"] if sure else COLUMNS)]
    for turn in turns:
        label = _label(" ".join(turn.speaker.split()))
        tokens = turn.tokens
        for at, word in enumerate(tokens):
            before, said, after = _marks(word.text)
            start = word.start if word.start is not None or at else turn.time
            end = word.end if word.end is not None or at < len(tokens) - 1 else turn.until
            times = ["" if time is None else exact(time, 2) for time in (start, end)]
            cells = [before + said, label, *times, after, _case(said), "[]"]
            if sure:
                cells.append("" if word.confidence is None else f"{word.confidence:g}")
            if "|" in word.text:
                raise DiarfixError("E203", f"the word {word.text!r} cannot be written as nlp", "choose another format")
            lines.append("|".join(cells))
    return Built(read("\n".join(lines) + "\n", name, False))


def _marks(text: str) -> tuple[str, str, str]:
    """A word's opening marks, the word, and the marks after it; a word of marks alone is a word.

    >>> _marks("(Yes,"), _marks("$4.50."), _marks("...")
    (('(', 'Yes', ','), ('', '$4.50', '.'), ('', '...', ''))
    """
    begun = text.lstrip(_BEFORE)
    said = begun.rstrip(_AFTER)
    return (text[: len(text) - len(begun)], said, begun[len(said) :]) if said else ("", text, "")


def repair(text: str, name: str) -> Repaired:
    """Rows that cannot be read are left out."""
    lines = [line for line in _LINE.finditer(text) if line[0].strip()]
    columns = lines[0][0].strip().split("|") if lines else []
    repairs: list[Repair] = []
    edits: list[tuple[int, int, str]] = []
    for at, line in enumerate(lines[1:], 1):
        cells = line[0].split("|")
        named = dict(zip(columns, cells, strict=False))
        times = [named.get(key, "").strip() for key in ("ts", "endTs")]
        if len(cells) == len(columns) and all(not time or is_number(time) for time in times):
            continue
        stop = lines[at + 1].start() if at + 1 < len(lines) else len(text)
        edits.append((line.start(), stop, ""))
        repairs.append(Repair(place(text, name, line.start()), f"the row {line[0][:60]!r} was left out"))
    return Repaired(cut(text, 0, len(text), edits), tuple(repairs))


FORMAT = Format(
    id="nlp",
    title="Earnings-21 word table",
    suffixes=(".nlp",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    holds=frozenset({
        Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES, Holds.WORD_CONFIDENCE,
        Holds.OVERLAPS,
    }),
)
