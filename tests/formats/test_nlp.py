"""Word tables: columns by name, cells that make up a word, malformed rows, and the real ones byte for byte."""

from __future__ import annotations

import time

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import RawTurn, Repair, build, read_path, read_text, to_bytes, to_text
from diarfix.model import UNLABELLED, relabel
from tests.formats.fixture_view import ROOT

HEAD = "token|speaker|ts|endTs|punctuation|case|tags\n"


def test_columns_are_found_by_name() -> None:
    text = "token|speaker|case|prepunctuation|punctuation|endTs|ts\nSo|4|UC|(|,)|2.5|2.0\n"
    word = read_text(text).words[0]
    assert (word.text, word.start, word.end) == ("(So,)", 2.0, 2.5)


def test_no_speaker_is_no_label() -> None:
    original = read_text(HEAD + "So||||.|UC|\nwell|1|||.|LC|\n")
    assert original.labels == (UNLABELLED, "Speaker 1")
    assert to_text(original, relabel(original, ["Speaker 1", UNLABELLED])) == HEAD + "So|1|||.|UC|\nwell||||.|LC|\n"


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("token|speaker\nGood|0\nmorning\n", "x:3:1", "1 columns where the first line has 2"),
        (HEAD + "Good|0|||||\nso|0|1;5||||\n", "x:3:6", "the time in 'ts' is no number: '1;5'"),
        (HEAD + "Good|0|||||\nso|0|nan||||\n", "x:3:6", "the time in 'ts' is no number: 'nan'"),
    ],
)
def test_malformed_rows_say_where_and_can_be_left_out(text: str, place: str, what: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x")
    assert (caught.value.code, str(caught.value.place)) == ("E203", place)
    assert what in str(caught.value)
    told: list[Repair] = []
    assert [word.text for word in read_text(text, "x", None, told.append).words] == ["Good"]
    assert [repair.place.line for repair in told] == [3]


def test_what_a_table_cannot_hold_is_refused() -> None:
    for turn in (RawTurn("a|b", "Hi."), RawTurn("Ana", "a|b")):
        with pytest.raises(DiarfixError) as caught:
            build([turn], "nlp")
        assert caught.value.code == "E203"


@pytest.mark.parametrize(
    "body", ["." * 200_000 + "|0|||||", "|" * 200_000, "a|0|" + "1" * 200_000 + "||||", '"' * 200_000]
)
def test_hostile_rows_take_linear_time(body: str) -> None:
    begin = time.process_time()
    try:
        made = read_text(HEAD + body)
        build([RawTurn("Ana", made.text(0, 1))], "nlp")
    except DiarfixError:
        pass
    assert time.process_time() - begin < 5


def test_real_tables_come_back() -> None:
    folder = ROOT.parents[2] / "shared" / "data" / "earnings21_dev"
    paths = sorted(folder.glob("*/*.nlp"))
    if not paths:
        pytest.skip("the earnings calls are not beside this clone")
    for path in paths[:2] + paths[-2:]:
        original = read_path(path)
        assert to_bytes(to_text(original, original), original.source) == path.read_bytes()
        moved = relabel(original, [*original.speakers[:-1], "Ana Ruiz"])
        changed = to_text(original, moved)
        pairs = list(zip(original.source.text.splitlines(), changed.splitlines(), strict=True))
        assert sum(old != new for old, new in pairs) == 1
        again = read_text(changed)
        assert again.speakers == moved.speakers
        assert [(word.text, word.start, word.end) for word in again.words] == [
            (word.text, word.start, word.end) for word in original.words
        ]
