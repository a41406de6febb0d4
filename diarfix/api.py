"""The library's door: read, fix, write. The command line goes through it, too."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, overload

from diarfix import formats
from diarfix.errors import DiarfixError, Place
from diarfix.formats.diarization import is_diarization, relabelled, with_speakers
from diarfix.formats.in_memory import NAME, pack
from diarfix.formats.sdk_objects import opened
from diarfix.heal import check_words
from diarfix.model import Transcript
from diarfix.pipeline import Options, Result, repair

Plain = Transcript | str | os.PathLike[str]
T = TypeVar("T")


def read(
    source: str | os.PathLike[str] | Mapping[str, Any] | list[Any] | object,
    format_id: str | None = None,
    notice: formats.Notice | None = None,
) -> Transcript:
    r"""The transcript in a file (a path), in a text (a `str` with a line break in it), or in a program's object.

    Objects are the dicts and lists of the JSON formats, the objects of recognisers' packages that stand for them, and
    pairs of a pyannote annotation and words.

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
    if isinstance(source, str | os.PathLike):
        return formats.read_path(source, format_id, notice)
    if isinstance(source, tuple) and is_diarization(source):
        return formats.read_text(pack(with_speakers(*source)).text, NAME, "whisperx")
    return formats.read_text(pack(opened(source)[0]).text, NAME, format_id, notice)


@overload
def fix(source: Plain, options: Options | None = None) -> Result: ...
@overload
def fix(source: T, options: Options | None = None) -> T: ...
def fix(source: Any, options: Options | None = None) -> Any:
    r"""Repair a transcript, or what `read` takes. Nothing is written.

    >>> result = fix("Ann: It goes back to the lowest number there\nBen: is. Right, I see.\nAnn: And up.\n")
    >>> [edit.new for edit in result.applied + result.waiting]
    ['Ann']

    A dict or list, as recognisers and diarizers hand them around, an object of a recogniser's package, and a pair of a
    pyannote annotation and words come back repaired: a new one, of the same shape. (`fix(read(given))` gives the
    `Result` instead.)

    >>> said = [("A", "It goes back to the lowest number there"), ("B", "is. Right, I see."), ("A", "And up.")]
    >>> segments = [{"start": n, "end": n + 1, "text": text, "speaker": who} for n, (who, text) in enumerate(said)]
    >>> [part["text"] for part in fix({"segments": segments})["segments"] if part["speaker"] == "A"]
    ['It goes back to the lowest number there', 'is.', 'And up.']
    """
    if isinstance(source, Transcript | str | os.PathLike):
        return repair(source if isinstance(source, Transcript) else read(source), options)
    if isinstance(source, tuple) and is_diarization(source):
        return _fix_diarization(source[0], source[1], options)
    given, back = (source, _same) if isinstance(source, Mapping | list) else opened(source)
    packed = pack(given)
    return back(packed.unpack(to_text(repair(formats.read_text(packed.text, NAME), options))))


def _same(given: Any) -> Any:
    return given


def _fix_diarization(annotation: Any, words: Any, options: Options | None) -> tuple[Any, list[dict[str, Any]]]:
    """A repaired annotation and words under their speakers; words of white space alone have none of their own."""
    given = list(words)
    spoken = [at for at, word in enumerate(given) if str(word.get("word", word.get("text"))).strip()]
    result = repair(read((annotation, [given[at] for at in spoken])), options)
    made, labelled = relabelled(
        annotation, [given[at] for at in spoken], result.original.speakers, result.repaired.speakers
    )
    back = dict(zip(spoken, labelled, strict=True))
    return made, [back.get(at, word) for at, word in enumerate(given)]


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
