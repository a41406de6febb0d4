"""A recogniser's CTM and a diarizer's RTTM, read together: words by overlap, the RTTM alone written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from diarfix.api import to_text as fixed_text
from diarfix.cli import app
from diarfix.errors import DiarfixError
from diarfix.formats import read_path, read_text, to_text
from diarfix.model import UNLABELLED, Transcript, relabel

RTTM = (
    "SPEAKER   ep   1   0.000   2.300   <NA>   <NA>   SPEAKER_00   <NA>   <NA>\n"
    "SPEAKER   ep   1   2.200   2.550   <NA>   <NA>   SPEAKER_01   <NA>   <NA>\n"
    "SPEAKER   ep   1   4.000   2.000   <NA>   <NA>   SPEAKER_00   <NA>   <NA>\n"
)
WORDS = "it goes back to the lowest number there is right i see and up".split()


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """The RTTM of a pair: words of 0.3 s every 0.4 s, the last one 2 s behind everything."""
    lines = [f"ep 1 {0.05 + 0.4 * at:.2f} 0.30 {word} 0.9\n" for at, word in enumerate(WORDS)]
    (tmp_path / "ep.ctm").write_text("".join(lines) + "ep 1 9.00 0.30 bye\n")
    (tmp_path / "ep.rttm").write_text(RTTM)
    return tmp_path / "ep.rttm"


def again(text: str, original: Transcript) -> Transcript:
    return read_text(text, original.source.name, "rttm")


def test_a_word_belongs_to_the_row_that_it_lies_in_most(pair: Path) -> None:
    transcript = read_path(pair)
    assert [(turn.speaker, transcript.text(turn.start, turn.end)) for turn in transcript.turns] == [
        ("SPEAKER_00", "it goes back to the lowest"),
        ("SPEAKER_01", "number there is right i see"),
        ("SPEAKER_00", "and up"),
        (UNLABELLED, "bye"),
    ]
    assert (transcript.words[1].start, transcript.words[1].end, transcript.words[1].confidence) == (0.45, 0.75, 0.9)
    assert transcript.place(0).line == 1


def test_rows_are_cut_at_the_times_of_words(pair: Path) -> None:
    original = read_path(pair)
    speakers = ["SPEAKER_00"] * 9 + list(original.speakers[9:])
    text = to_text(original, relabel(original, speakers))
    assert text.splitlines() == [
        RTTM.splitlines()[0],
        "SPEAKER   ep   1   2.200   1.350   <NA>   <NA>   SPEAKER_00   <NA>   <NA>",
        "SPEAKER   ep   1   3.650   1.100   <NA>   <NA>   SPEAKER_01   <NA>   <NA>",
        RTTM.splitlines()[2],
    ]
    assert list(again(text, original).speakers) == speakers


@settings(max_examples=60, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(st.sampled_from(["SPEAKER_00", "SPEAKER_01", "Ana Ruiz"]), min_size=14, max_size=14))
def test_any_labels_are_read_back(pair: Path, labels: list[str]) -> None:
    original = read_path(pair)
    assert to_text(original, original) == RTTM
    edited = relabel(original, [*labels, UNLABELLED])
    back = again(to_text(original, edited), original)
    assert back.speakers == edited.speakers
    assert [(word.text, word.start, word.end) for word in back.words] == [
        (word.text, word.start, word.end) for word in original.words
    ]


def test_what_cannot_be_written_is_refused(pair: Path) -> None:
    original = read_path(pair)
    with pytest.raises(DiarfixError, match="no SPEAKER row is near the word 'bye'"):
        to_text(original, relabel(original, ["SPEAKER_00"] * 15))


def test_without_words_anywhere_the_error_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "ep.rttm").write_text(RTTM)
    with pytest.raises(DiarfixError, match="there are no words in it; put the recogniser's CTM beside it") as caught:
        read_path(tmp_path / "ep.rttm")
    assert caught.value.code == "E102"


def test_malformed_rows_say_where_in_which_file(pair: Path) -> None:
    pair.with_suffix(".ctm").write_text("ep 1 0.05 0.30 it\nep 1 x 0.30 goes\n")
    with pytest.raises(DiarfixError) as caught:
        read_path(pair)
    assert str(caught.value.place) == f"{pair.with_suffix('.ctm')}:2:6"


def test_fix_writes_the_rttm_and_leaves_the_ctm(pair: Path) -> None:
    before = pair.with_suffix(".ctm").read_bytes()
    out = pair.with_name("fixed.rttm")
    done = CliRunner().invoke(app, ["fix", str(pair), "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert all(line.startswith("SPEAKER   ep   1   ") for line in out.read_text().splitlines())
    assert pair.with_suffix(".ctm").read_bytes() == before
    assert fixed_text(read_path(pair)) == RTTM
