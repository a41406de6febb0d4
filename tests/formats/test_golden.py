"""Every fixture is read as its golden view says, found by content alone, and comes back byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diarfix.formats import FORMATS, read_bytes, read_path, to_bytes, to_text
from tests.formats.fixture_view import CASES, EDITED, EDITS, TEXT_CASES, beside, view, written


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_reads_as_recorded(path: Path) -> None:
    golden = json.loads(beside(path, ".json").read_text("utf-8"))
    transcript = read_path(path)
    assert view(transcript) == golden
    assert transcript.source.format == path.parent.name


@pytest.mark.parametrize("path", [p for p in CASES if beside(p, EDITS).is_file()], ids=lambda path: path.name)
def test_writes_as_recorded(path: Path) -> None:
    made = written(path)
    assert made.text.encode() == beside(path, EDITED).read_bytes()
    assert [item.word for item in made.estimates] == json.loads(beside(path, EDITS).read_text("utf-8"))["estimates"]


@pytest.mark.parametrize("path", TEXT_CASES, ids=lambda path: path.name)
def test_offsets_point_at_words_and_headers(path: Path) -> None:
    transcript = read_path(path)
    text = transcript.source.text
    assert all(text[word.begin : word.stop] == word.text for word in transcript.words)
    for turn in transcript.turns:
        head = text[turn.begin : transcript.words[turn.start].begin]
        assert turn.origin == "carried" or turn.speaker in head


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_bytes_come_back(path: Path, encoding: str, newline: str) -> None:
    text = path.read_bytes().decode().replace("\r\n", "\n").replace("\r", "\n").replace("\n", newline)
    data = text.encode(encoding) if encoding.startswith("utf-8") else ("\ufeff" + text).encode(encoding)
    transcript = read_bytes(data, path.name)
    assert transcript.source.format == path.parent.name
    assert to_bytes(to_text(transcript, transcript), transcript.source) == data


def test_ids_are_unique() -> None:
    assert len({item.id for item in FORMATS}) == len(FORMATS)
