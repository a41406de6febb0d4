"""The library's door: read, fix, write. The command line goes through it, too."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, overload

from diarfix import formats
from diarfix.errors import DiarfixError, Place
from diarfix.formats.in_memory import NAME, pack
from diarfix.heal import check_words
from diarfix.model import Transcript
from diarfix.pipeline import Options, Result, repair

Given = Transcript | str | os.PathLike[str] | Mapping[str, Any] | list[Any]


def read(
    source: str | os.PathLike[str] | Mapping[str, Any] | list[Any],
    format_id: str | None = None,
    notice: formats.Notice | None = None,
) -> Transcript:
    r"""The transcript in a file (a path), in a text (a `str` with a line break in it), or in a JSON format's object.

    With `notice` a malformed text is repaired where that can be done, and each repair is told to it. Raises
    `DiarfixError` for what cannot be read; see `diarfix.errors.CODES`.

    >>> transcript = read("Ann: The boat leaves at\nBen: ten. Right, thanks.\nAnn: You are welcome here.\n")
    >>> transcript.labels
    ('Ann', 'Ben')
    """
    if isinstance(source, Mapping | list):
        return formats.read_text(pack(source).text, NAME, format_id, notice)
    if isinstance(source, str) and "\n" in source:
        return formats.read_text(source, format_id=format_id, notice=notice)
    return formats.read_path(source, format_id, notice)


@overload
def fix(source: Transcript | str | os.PathLike[str], options: Options | None = None) -> Result: ...
@overload
def fix(source: Mapping[str, Any], options: Options | None = None) -> dict[str, Any]: ...
@overload
def fix(source: list[Any], options: Options | None = None) -> list[Any]: ...
def fix(source: Given, options: Options | None = None) -> Any:
    r"""Repair a transcript, or what `read` takes. Nothing is written.

    >>> result = fix("Ann: It goes back to the lowest number there\nBen: is. Right, I see.\nAnn: And up.\n")
    >>> [edit.new for edit in result.applied + result.waiting]
    ['Ann']

    A dict or list, as recognisers and diarizers hand them around, comes back repaired: a new one, of the same shape.
    (`fix(read(given))` gives the `Result` instead.)

    >>> said = [("A", "It goes back to the lowest number there"), ("B", "is. Right, I see."), ("A", "And up.")]
    >>> segments = [{"start": n, "end": n + 1, "text": text, "speaker": who} for n, (who, text) in enumerate(said)]
    >>> [part["text"] for part in fix({"segments": segments})["segments"] if part["speaker"] == "A"]
    ['It goes back to the lowest number there', 'is.', 'And up.']
    """
    if isinstance(source, Mapping | list):
        packed = pack(source)
        return packed.unpack(to_text(repair(formats.read_text(packed.text, NAME), options)))
    transcript = source if isinstance(source, Transcript) else read(source)
    return repair(transcript, options)


def written(result: Result) -> formats.Written:
    """The repaired transcript as text in the format that was read, and the times that had to be made up.

    The text is read again and compared; `DiarfixError` E502 when a word or a speaker would be lost.
    """
    made = formats.write_back(result.original, result.repaired)
    source = result.original.source
    if made.text != source.text:
        again = formats.read_text(made.text, source.name, source.format)
        check_words(result.repaired, again)
        if again.speakers != result.repaired.speakers:
            raise DiarfixError(
                "E502",
                "the corrected labels would not be read back as written",
                "choose another format with more room for labels",
                Place(source.name),
            )
    return made


def to_text(result: Result | Transcript) -> str:
    """The repaired transcript, or one as it was read, as text in the format that was read; see `written`."""
    return result.source.text if isinstance(result, Transcript) else written(result).text


def write(result: Result | Transcript, target: str | os.PathLike[str]) -> None:
    """Write the repaired transcript, or one as it was read, whole or not at all, in the format that was read."""
    source = result.source if isinstance(result, Transcript) else result.original.source
    formats.write_path(Path(target), to_text(result), source)
