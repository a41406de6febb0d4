"""The readers of the data sets, on invented rows; and on the sets themselves where they lie beside the clone."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from diarfix.errors import DiarfixError
from diarfix.measure import WordCounts, compare, earnings21, real_pairs
from diarfix.measure.datasets import read_nlp

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def beside(name: str) -> Path:
    if not (DATA / name).exists():
        pytest.skip(f"../shared/data/{name} does not lie beside this clone")
    return DATA / name


def test_json_lines_become_pairs(tmp_path: Path) -> None:
    record = {"id": "one", "series": "s", "raw": [["Speaker 0", "Hi there."]], "reviewed": [["Ana", "Hi there."]]}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(record) + "\n\n", encoding="utf-8")
    [episode] = real_pairs(path)
    assert (episode.id, episode.series) == ("one", "s")
    assert (episode.raw.labels, episode.reference.labels) == (("Speaker 0",), ("Ana",))


def test_labels_that_plain_text_cannot_hold_are_numbered(tmp_path: Path) -> None:
    raw = [["[red]A[/]", "Hi."], ["A", "Yes."]]
    record = {"id": "one", "series": "s", "raw": raw, "reviewed": [["Ana", "Hi. Yes."]]}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    [episode] = real_pairs(path)
    assert (episode.raw.labels, episode.reference.labels) == (("Label 1", "Label 2"), ("Ana",))


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a", "series": "s", "raw": []}', '{"id": 1, "raw": 3}'])
def test_a_line_that_is_no_episode_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DiarfixError, match=rf"^E602 {path}:2: "):
        list(real_pairs(path))


HEADER = "token|speaker|ts|endTs|punctuation|case|tags\n"


def test_word_tables_become_turns(tmp_path: Path) -> None:
    path = tmp_path / "a.nlp"
    rows = "Good|1|1.5|1.9||UC|\r\nmorning|1|||,|LC|\r\n<laugh>|2|||||\r\nHi|0|||.||\r\n|0|||.||\r\n"
    path.write_text(HEADER + rows, encoding="utf-8", newline="")
    made = read_nlp(path)
    assert [(turn.speaker, made.text(turn.start, turn.end)) for turn in made.turns] == [
        ("Speaker 1", "Good morning,"),
        ("Speaker 0", "Hi."),
    ]
    assert [(word.start, word.end) for word in made.words] == [(1.5, 1.9), (None, None), (None, None)]


@pytest.mark.parametrize(("text", "line"), [("token|punctuation\na|.\n", 1), (HEADER + "a|1\n", 2)])
def test_a_malformed_table_is_named(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "a.nlp"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DiarfixError, match=rf"^E203 {path}:{line}:1: "):
        read_nlp(path)


def test_a_folder_without_tables_is_named(tmp_path: Path) -> None:
    with pytest.raises(DiarfixError, match=r"^E101 "):
        list(earnings21(tmp_path))


def test_real_pairs_have_the_known_errors() -> None:
    episodes = list(real_pairs(beside("real_pairs_dev.jsonl")))
    started = time.process_time()
    compared = [compare(item.reference, item.raw) for item in episodes]
    assert time.process_time() - started < 20  # 34 episodes; 1.5 s on the machine it was written on
    total = sum((item.words for item in compared), WordCounts())
    assert (len(episodes), total.words) == (34, 250_788)
    # Counted by others with other alignments: 3,432 and 3,458.
    assert 3_350 < total.wrong < 3_460


def test_earnings_calls_have_the_known_errors() -> None:
    compared = [compare(item.reference, item.raw) for item in earnings21(beside("earnings21_dev"))]
    rates = sorted(item.words.wder or 0 for item in compared)
    assert len(rates) == 20
    assert rates[0] < 0.002
    assert 0.5 < rates[-1] < 0.6
