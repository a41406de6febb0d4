"""Bad input gives a code and a place, never a traceback; long input takes linear time."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diarfix.errors import DiarfixError
from diarfix.formats import io, read_bytes, read_path, read_text, to_bytes, to_text, write_path
from tests.formats.fixture_view import CASES


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "E102", "x"),
        (b" \r\n\t\n", "E102", "x"),
        (b"\xef\xbb\xbf\n", "E102", "x"),
        (b"Ana: hi\0there\n", "E103", "x"),
        (b"Ana: One.\nBo: caf\xe9.\n", "E104", "x:2:8"),
        (b"\xff\xfeA", "E104", "x:1:1"),
        (b"Just a line of prose, with no speaker.\nAnd one more, as plain as that.\n", "E201", "x"),
        (b"title: x\nPodcast: y\nSlides: https://example.org\nat 10:30 we left\n", "E201", "x"),
        (b"Ana\nHi.\nBo\nHo.\nAna\n", "E204", "x:5:1"),
        (b"Ana\nHi.\nBo\nAna\nHo.\nBo\nWell.\nAna\nSo.\nBo\nYes.\n", "E204", "x:3:1"),
        (b"Ana: Hi.\nBo:\nAna: Ho.\nBo: Well.\nAna: So.\n", "E204", "x:2:1"),
        (b"**Ana:** Hi.\n\n**Bo:**\n\n**Ana:** Ho.\n", "E204", "x:3:1"),
    ],
)
def test_codes_and_places(data: bytes, code: str, place: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_bytes(data, "x")
    assert (caught.value.code, str(caught.value.place)) == (code, place)


def test_unknown_format_and_forced_format() -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text("Ana: hi", format_id="stone")
    assert caught.value.code == "E202"
    with pytest.raises(DiarfixError) as caught:
        read_text("Ana: hi", format_id="markdown")
    assert caught.value.code == "E201"


def test_unreadable_paths(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt", "bad\0name"):
        with pytest.raises(DiarfixError) as caught:
            read_path(path)
        assert caught.value.code == "E101"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(io, "MAX_BYTES", 20)
    path = tmp_path / "large.txt"
    path.write_text("Ana: one two three four five six\n")
    with pytest.raises(DiarfixError) as caught:
        read_path(path)
    assert caught.value.code == "E106"


def test_writing_is_whole_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ep.txt"
    path.write_text("Ana: Hi.\n")
    path.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    write_path(link, "Ana: Ho.\n")
    assert path.read_text() == "Ana: Ho.\n" and link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(DiarfixError) as caught:
        write_path(path, "Ana: Lost.\n")
    assert caught.value.code == "E105"
    assert path.read_text() == "Ana: Ho.\n"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["ep.txt", "link.txt"]


def test_unwritable_places(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "such.txt"):
        with pytest.raises(DiarfixError) as caught:
            write_path(path, "Ana: Hi.\n")
        assert caught.value.code == "E105"


@pytest.mark.parametrize(
    "text",
    [
        "x" * 4_000_000,
        "Ana: " + "word " * 300_000,
        "Ana\n" + "word " * 300_000,
        " " * 4_000_000 + "Ana: hi",
        "\n" * 2_000_000 + "Ana: hi",
        "\\[" * 1_000_000 + "\nAna: hi\nBo: ho\nAna: so",
        "Ana: [" + "0" * 2_000_000,
        "**" * 1_000_000,
        ":" * 2_000_000,
        "a: " * 700_000,
    ],
)
def test_long_lines_take_linear_time(text: str) -> None:
    begin = time.perf_counter()
    try:
        transcript = read_text(text)
        assert to_text(transcript, transcript) == text
    except DiarfixError:
        pass
    assert time.perf_counter() - begin < 10


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


PIECES = st.sampled_from(
    ["Ana", "Bo Chen", ":", ": ", "**", "\n", "\r\n", "\r", "\n\n", " ", "[00:01]", "(00:01:02):", "\\[1:00\\]",
     "Quote:", "Podcast: x", "---", "# ", "hello there.", "-->", "\ufeff", "\u2028", "\x0b", "99:99", "é", "Host: ", "https://a.b"]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_of_familiar_pieces(text: str) -> None:
    check(text.encode())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_mutated_transcripts(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content)))
        end = min(len(content), at + data.draw(st.integers(0, 30)))
        again = st.just(bytes(content[:at][-40:]))
        content[at:end] = data.draw(st.one_of(PIECES.map(str.encode), st.binary(max_size=3), again))
    check(bytes(content))


def check(data: bytes) -> None:
    """Reading gives a transcript that comes back byte for byte, or a `DiarfixError`."""
    try:
        transcript = read_bytes(data, "x")
    except DiarfixError:
        return
    assert to_bytes(to_text(transcript, transcript), transcript.source) == data
    text = transcript.source.text
    if transcript.source.format in ("label-lines", "name-lines", "markdown"):
        assert all(text[word.begin : word.stop] == word.text for word in transcript.words)
    assert all(0 <= word.begin < word.stop <= len(text) for word in transcript.words)
    spans = [(item.begin, item.stop) for item in transcript.furniture]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
