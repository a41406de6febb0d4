"""What must hold whatever is read: one clear error or a transcript, bytes kept, an edit read back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from diarfix import formats
from diarfix.batch.manifest import read_manifest
from diarfix.config import load
from diarfix.decisions.file import read_book
from diarfix.errors import DiarfixError
from diarfix.formats import FORMATS
from diarfix.model import relabel
from diarfix.rulebook.load import load_rules

Target = Callable[[bytes], None]

LARGEST = 20_000
"""Bytes of an input; more finds nothing that less does not."""


def reader(format_id: str | None) -> Target:
    """The laws of one format's reader and writer; None detects the format."""

    def law(data: bytes) -> None:
        for notice in (None, lambda repair: None):
            try:
                transcript = formats.read_bytes(data, "fuzz", format_id, notice)
            except DiarfixError:
                continue
            same = formats.to_bytes(formats.to_text(transcript, transcript), transcript.source)
            assert notice is not None or same == data, "what was not edited did not come back byte for byte"
            _edit(transcript, data)

    return law


def _edit(transcript: formats.Transcript, data: bytes) -> None:
    """Exchange a stretch that the data chooses; it reads back as written, or is refused."""
    count = len(transcript.words)
    start = data[len(data) // 2] * count // 256
    end = min(count, start + 1 + data[-1] % 7)
    new = transcript.labels[data[0] % len(transcript.labels)]
    speakers = [*transcript.speakers[:start], *[new] * (end - start), *transcript.speakers[end:]]
    edited = relabel(transcript, speakers)
    try:
        text = formats.write_back(transcript, edited).text
        again = formats.read_text(text, "fuzz", transcript.source.format)
    except DiarfixError:
        return
    # `api.written` refuses a result that would not read back; here only crashes and lost words are faults.
    if len(again.words) == count:
        assert [word.text for word in again.words] == [word.text for word in transcript.words], "words changed"


def rules(data: bytes) -> None:
    """Rule files."""
    _from_file(data, "rule.yaml", lambda path: load_rules([path], (), ()))


def config(data: bytes) -> None:
    """Configuration files."""
    _from_file(data, "diarfix.toml", load)


def decisions(data: bytes) -> None:
    """Decisions beside a transcript."""
    try:
        read_book(data, Path("fuzz.diarfix.json"))
    except DiarfixError:
        return


def manifest(ending: str) -> Target:
    """Manifests of batches."""
    return lambda data: _from_file(data, f"list{ending}", lambda path: list(read_manifest(str(path))))


def _from_file(data: bytes, name: str, read: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        try:
            read(path)
        except DiarfixError:
            return


TARGETS: dict[str, Target] = {
    "detect": reader(None),
    **{known.id: reader(known.id) for known in FORMATS},
    "rules": rules,
    "config": config,
    "decisions": decisions,
    "manifest-csv": manifest(".csv"),
    "manifest-jsonl": manifest(".jsonl"),
}
"""Everything that reads what others wrote."""
