"""The report of small invented transcripts, as record, as JSON and on a terminal."""

from __future__ import annotations

import io
import json
import sys

import pytest
from rich.console import Console

from diarfix.formats import from_turns
from diarfix.model import relabel
from diarfix.score import Report, excerpt, print_report, score, to_json
from diarfix.score.excerpts import SHOWN

REFERENCE = from_turns(
    [
        ("Ana", "The ferry leaves the harbour at ten."),
        ("Bo", "Right, and who steers it?"),
        ("Ana", "My brother does, most days."),
        ("Cy", "He is good."),
    ],
    name="gold.txt",
)
RAW = from_turns(
    [
        ("S0", "The ferry leaves the harbour at."),
        ("S1", "Ten right, and who."),
        ("S2", "Steers it?"),
        ("S0", "My brother does, most days. He is good."),
    ],
    name="raw.txt",
)
FIXED = from_turns(
    [
        ("S0", "The ferry leaves the harbour at ten."),
        ("Bo", "Right, and who steers it?"),
        ("Bo", "My"),
        ("S0", "brother does, most days. He is good."),
    ],
    name="fixed.txt",
)


def shown(report: Report, worst: int = 10, width: int = 100) -> str:
    stream = io.StringIO()
    print_report(report, Console(file=stream, width=width), worst)
    return stream.getvalue()


def test_labels_and_confusion_by_hand() -> None:
    report = score(REFERENCE, RAW)
    assert [(row.label, row.person, row.turns, row.words, row.wrong) for row in report.labels] == [
        ("S0", "Ana", 2, 14, 3),
        ("S1", "Bo", 1, 4, 1),
        ("S2", None, 1, 2, 2),
    ]
    assert [(row.person, row.label, row.stands_for, row.words) for row in report.confusion if row.wrong] == [
        ("Cy", "S0", "Ana", 3),
        ("Bo", "S2", None, 2),
        ("Ana", "S1", "Bo", 1),
    ]
    assert report.unlabelled == {"Cy": 3}
    assert (report.alike, report.change) == (1.0, None)


def test_json_is_stable() -> None:
    data = to_json(score(REFERENCE, FIXED, RAW), worst=1)
    assert json.loads(json.dumps(data)) == data
    assert list(data) == [
        "version", "reference", "hypothesis", "raw", "aligned", "alike", "wrong", "wder", "cpwer", "cpwer_raw",
        "cpwer_missing", "labels", "confusion", "boundaries", "runs", "change", "worst",
    ]  # fmt: skip
    assert data["hypothesis"] == {
        "name": "fixed.txt", "format": "name-lines", "words": 20, "turns": 4, "labels": {"S0": 14, "Bo": 6},
    }  # fmt: skip
    assert (data["aligned"], data["wrong"], data["wder"]) == (20, 4, 0.2)
    assert data["boundaries"]["exact"] == 1
    assert {key: value for key, value in data["change"].items() if key != "runs"} == {
        "kept": 13, "repaired": 3, "broken": 1, "missed": 3,
        "wder_before": 0.3, "wder_after": 0.2, "repaired_rate": 0.5, "ratio": 3.0,
    }  # fmt: skip
    assert data["change"]["runs"][0] == {"length": "1-3", "wrong": 6, "repaired": 3, "broken": 1}
    [run] = data["worst"]
    assert (run["words"], run["line"], run["column"]) == (3, 4, 30)
    assert (run["labels"], run["people"]) == (["S0"], ["Cy"])
    assert [(part["text"], part["person"]) for part in run["parts"]][-1] == ("He is good.", "Cy")


def test_without_raw_there_is_no_change() -> None:
    data = to_json(score(REFERENCE, RAW))
    assert data["raw"] is data["change"] is data["cpwer_raw"] is None


def test_the_terminal_shows_it_all() -> None:
    text = shown(score(REFERENCE, FIXED, RAW))
    for part in ("fixed.txt against gold.txt", "WDER", "20.00 %  4 wrong of 20 aligned words; raw 30.00 %",
                 "50.00 % of the 6 wrong words of raw", "3.0 repaired for each", "no label  Cy",
                 "fixed.txt:4:30  3 words of Cy under S0 (Ana)", "[He is good.]"):  # fmt: skip
        assert part in text, part
    assert "[He is good.]" not in shown(score(REFERENCE, FIXED, RAW), worst=0)


def test_a_perfect_transcript_has_no_tables_of_errors() -> None:
    text = shown(score(REFERENCE, REFERENCE))
    assert "0.00 %  0 wrong of 20 aligned words" in text
    assert "Runs" not in text
    assert "under whose" not in text


def test_labels_and_words_cannot_command_the_terminal() -> None:
    odd = from_turns([("X", "see [b]this[/b] \x1b[31mnow please do all of it")])
    raw = relabel(odd, ["[red]A[/]"] * 5 + ["\x1b[2J"] * 3)
    reference = relabel(odd, ["X"] * 3 + ["[b]Y[/b]"] * 5)
    text = shown(score(reference, raw))
    assert "\x1b" not in text
    for part in ("[red]A[/]", "[b]Y[/b]", "�[2J", "see [b]this[/b] �[31mnow"):
        assert part in text, part


def test_other_episodes_are_noticed() -> None:
    other = from_turns([("X", "quite another text " * 7)])
    assert "same episode" in shown(score(REFERENCE, other))
    assert "same episode" not in shown(score(REFERENCE, RAW))


def test_long_runs_lose_their_middle() -> None:
    said = [f"word{at}" for at in range(60)]
    reference = from_turns([("A", "one two three"), ("B", " ".join(said)), ("A", "four five " * 60)])
    raw = from_turns([("S", "one two three " + " ".join(said) + " four five" * 60)])
    compared = score(reference, raw).comparison
    item = excerpt(compared, compared.runs[0])
    wrong = [part for part in item.parts if part.wrong]
    assert sum(len(part.text.split()) + part.skipped for part in wrong) == 60
    assert sum(len(part.text.split()) for part in wrong) == SHOWN
    assert [part.text for part in item.parts if not part.wrong] == ["one two three", " ".join(["four five"] * 4)]
    assert wrong[0].text.startswith("word0 ") and wrong[-1].text.endswith(" word59")


def test_without_meeteval_a_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "meeteval.wer.wer.cp", None)
    report = score(REFERENCE, RAW)
    assert report.cp is None
    lines = [line for line in shown(report).splitlines() if "cpWER" in line]
    assert lines == ["no cpWER: cpWER is counted by meeteval; pip install 'diarfix[score]'"]
    assert to_json(report)["cpwer"] is None
