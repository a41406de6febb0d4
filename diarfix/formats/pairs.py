"""What each format loses on the way to each other: the table of docs/formats.md.

    python -m diarfix.formats.pairs                  prints the table
    python -m diarfix.formats.pairs docs/formats.md  puts it there, between its two marks

Found by doing it: a conversation in which every kind of thing stands is written in each format, read, and converted to
each other one; the letters are the losses that `convert` reports.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from diarfix.errors import DiarfixError, Place
from diarfix.formats import FORMATS, build, io, read_text
from diarfix.formats.base import Format, Holds, RawTurn
from diarfix.formats.convert import convert
from diarfix.model import Word

OPEN, CLOSE = "<!-- pairs: python -m diarfix.formats.pairs docs/formats.md -->", "<!-- /pairs -->"

LETTERS = {
    Holds.WORDS: "W", Holds.SPEAKERS: "S", Holds.NAMES: "n", Holds.STARTS: "t", Holds.ENDS: "e",
    Holds.WORD_TIMES: "w", Holds.WORD_CONFIDENCE: "c", Holds.SPEAKER_CONFIDENCE: "d", Holds.OVERLAPS: "o",
    Holds.CHANNELS: "h", Holds.NOTES: "f", Holds.MARKUP: "m",
}
"""One letter for each thing that may be lost."""

ESTIMATED, RELABELLED = "≈", "l"
"""Times are made up; labels are written otherwise."""


def conversation() -> list[RawTurn]:
    """Three people on two channels who overlap: with times, confidences of words and of speakers, names."""
    said = (
        ("Mara Quill", "left", 1.0, "Good morning, shed people. Is it low tide?"),
        ("Tobias", "right", 3.6, "It is, at half past ten."),
        ("Dr. Ana Ruiz", "left", 6.5, "Then we should go."),
        ("Mara Quill", "left", 8.5, "So we should."),
        ("Tobias", "right", 9.4, "After you."),
        ("Dr. Ana Ruiz", "left", 11.0, "Thank you both."),
    )
    turns = []
    for speaker, channel, start, text in said:
        words = [
            Word(token, 0, 0, round(start + 0.4 * at, 3), round(start + 0.4 * at + 0.35, 3), 0.9, 0.8, channel)
            for at, token in enumerate(text.split())
        ]
        turns.append(RawTurn(speaker, text, words[0].start, words[-1].end, tuple(words)))
    return turns


def lost(source: Format, target: Format) -> str:
    """The letters of what is lost from `source` to `target`; "×" where it cannot be done."""
    try:
        document = read_text(build(conversation(), source.id).transcript.source.text, format_id=source.id)
        made = convert(document, target.id)
    except DiarfixError:
        return "×"
    kinds = {line.partition(":")[0] for line in made.losses}
    letters = "".join(letter for held, letter in LETTERS.items() if held.value in kinds)
    more = (ESTIMATED if "times" in kinds else "") + (RELABELLED if "labels" in kinds else "")
    return letters + more or "·"


def table() -> str:
    """The table in Markdown, a row for each format that is read, a column for each that is written."""
    made = [item for item in FORMATS if item.build is not None]
    return "\n".join(_rows(made)) + "\n"


def _rows(made: list[Format]) -> Iterator[str]:
    yield "| from \\ to | " + " | ".join(f"`{item.id}`" for item in made) + " |"
    yield "| --- |" + " --- |" * len(made)
    for source in made:
        cells = ("" if source is target else lost(source, target) for target in made)
        yield f"| `{source.id}` | " + " | ".join(cells) + " |"


def legend() -> str:
    """What the letters mean."""
    named = ", ".join(f"{letter} {held.value}" for held, letter in LETTERS.items())
    also = f"{RELABELLED} labels are written otherwise; {ESTIMATED} times are estimated; × cannot be done; · nothing"
    return f"Lost: {named};\n{also}.\n"


def put(text: str, name: str) -> str:
    """The document with the table between its marks. Raises E203 where the marks are missing."""
    begin, stop = text.find(OPEN), text.find(CLOSE)
    if not 0 <= begin < stop:
        raise DiarfixError("E203", f"the marks {OPEN} and {CLOSE} are not in it", "put them in", Place(name))
    return f"{text[: begin + len(OPEN)]}\n\n{legend()}\n{table()}\n{text[stop:]}"


def main() -> None:
    """Print the table, or put it into the document that is named."""
    if len(sys.argv) < 2:
        print(legend() + "\n" + table(), end="")
        return
    path = Path(sys.argv[1])
    text, _, _ = io.decode(io.read_bytes(path), str(path))
    io.write_bytes(path, put(text, str(path)).encode())


if __name__ == "__main__":
    main()
