"""The library's door: read, fix, write. The command line goes through it, too."""

from __future__ import annotations

import os
from pathlib import Path

from diarfix import formats
from diarfix.errors import DiarfixError, Place
from diarfix.heal import check_words
from diarfix.model import Transcript
from diarfix.pipeline import Options, Result, repair


def read(source: str | os.PathLike[str], format_id: str | None = None) -> Transcript:
    r"""The transcript in a file (a path), or in a text (a `str` with a line break in it).

    Raises `DiarfixError` for what cannot be read; see `diarfix.errors.CODES`.

    >>> transcript = read("Ann: The boat leaves at\nBen: ten. Right, thanks.\nAnn: You are welcome here.\n")
    >>> transcript.labels
    ('Ann', 'Ben')
    """
    if isinstance(source, str) and "\n" in source:
        return formats.read_text(source, format_id=format_id)
    return formats.read_path(source, format_id)


def fix(source: Transcript | str | os.PathLike[str], options: Options | None = None) -> Result:
    r"""Repair a transcript, or what `read` takes. Nothing is written.

    >>> result = fix("Ann: It goes back to the lowest number there\nBen: is. Right, I see.\nAnn: And up.\n")
    >>> [edit.new for edit in result.applied + result.waiting]
    ['Ann']
    """
    transcript = source if isinstance(source, Transcript) else read(source)
    return repair(transcript, options)


def to_text(result: Result | Transcript) -> str:
    """The repaired transcript, or one as it was read, as text in the format that was read.

    The text is read again and compared; `DiarfixError` E502 when a word or a speaker would be lost.
    """
    if isinstance(result, Transcript):
        return formats.to_text(result, result)
    written = formats.to_text(result.original, result.repaired)
    source = result.original.source
    if written != source.text:
        again = formats.read_text(written, source.name, source.format)
        check_words(result.repaired, again)
        if again.speakers != result.repaired.speakers:
            raise DiarfixError(
                "E502",
                "the corrected labels would not be read back as written",
                "choose another format with more room for labels",
                Place(source.name),
            )
    return written


def write(result: Result | Transcript, target: str | os.PathLike[str]) -> None:
    """Write the repaired transcript, or one as it was read, whole or not at all, in the format that was read."""
    source = result.source if isinstance(result, Transcript) else result.original.source
    formats.write_path(Path(target), to_text(result), source)
