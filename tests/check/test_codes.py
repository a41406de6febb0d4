"""Findings that no rule file stands behind: quotes, and leaving any code out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.check.conftest import Run
from tests.cli.conftest import SEEDS, SMALL

EPISODE = (SEEDS / "tidewater-hour.txt").read_text(encoding="utf-8")
GUEST = "sit there from high water to high water, and just … watch what it wants to do.” — Maren Tollefsby"
HOST = GUEST.replace("Maren Tollefsby", "Corwin Maddock")
STRANGER = GUEST.replace("Maren Tollefsby", "Otto Wick")
NEVER = "“A kettle that sings is a kettle that has been left alone with its thoughts.” — Maren Tollefsby"
QUOTED = "“Take a chair, and a coat, and "


def quotes(run: Run, *arguments: object) -> Iterator[tuple[str, str, str]]:
    """Place, code and severity of what is found about quotes."""
    files = json.loads(run("check", *arguments, "--format", "json").out)["files"]
    for row in (row for file in files for row in file["findings"]):
        if row["code"] > "QUOTE001" and row["code"].startswith("QUOTE"):
            yield f"{row['path']}:{row['line']}", row["code"], row["severity"]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("changed", "words", "code", "severity"),
    [
        (EPISODE, "", "", ""),
        (EPISODE.replace(GUEST, HOST), "Take a chair", "QUOTE002", "warning"),
        (EPISODE.replace(GUEST, STRANGER), "Take a chair", "QUOTE005", "info"),
        (EPISODE.replace(QUOTED + GUEST, NEVER), "“A kettle that sings", "QUOTE004", "warning"),
        (EPISODE.replace(QUOTED + GUEST, NEVER.replace("Maren Tollefsby", "Otto Wick")), "", "", ""),
    ],
    ids=["right", "of another", "of no label", "not found", "of someone unknown, not found"],
)
def test_quotes_of_the_notes(run: Run, project: Path, changed: str, words: str, code: str, severity: str) -> None:
    Path("ep.txt").write_text(changed, encoding="utf-8")
    expected = [(f"ep.txt:{line_of(changed, words)}", code, severity)] if code else []
    # What is not proposed as an edit is found as a contradiction.
    assert list(quotes(run, "ep.txt", "--min-confidence", "0.95")) == expected


def test_an_edit_that_mends_a_quote_stands_for_it(run: Run, project: Path) -> None:
    quoted = EPISODE[EPISODE.index("Take a chair") : EPISODE.index(" Because you'll see where it leaks")]
    said = EPISODE.replace(f" {quoted} ", f"\nTidewater Hour Host\n{quoted}\nMaren Tollefsby\n")
    assert said != EPISODE
    Path("ep.txt").write_text(said, encoding="utf-8")
    low = ("ep.txt", "--min-confidence", "0.1")
    (file,) = json.loads(run("check", *low, "--format", "json").out)["files"]
    proposed = [row for row in file["findings"] if "QUOTE001" in row["codes"]]
    assert [row["line"] for row in proposed] == [line_of(said, "Take a chair")]
    assert list(quotes(run, *low)) == []
    assert run("review", "ep.txt", "--reject", proposed[0]["fix"]["edit"]).code == 0
    assert list(quotes(run, "ep.txt")) == []


def test_the_label_changes_within_a_quote(run: Run, project: Path) -> None:
    ask = "And anybody who tells you it doesn't is selling you something"
    said = EPISODE.replace("and anybody who tells you it doesn't is selling you something.",
                           f"\nTidewater Hour Host\n{ask}, is he not?\nMaren Tollefsby\nYes.", 1)
    assert said != EPISODE
    Path("ep.txt").write_text(said, encoding="utf-8")
    assert list(quotes(run, "ep.txt", "--no-model", "--min-confidence", "0.95")) == [
        (f"ep.txt:{line_of(said, 'I say you')}", "QUOTE003", "warning")
    ]


def test_quotes_of_a_file(run: Run, project: Path) -> None:
    Path("ep.txt").write_text(EPISODE, encoding="utf-8")
    Path("press.txt").write_text(f"From the press:\n{NEVER}\n{QUOTED}{HOST}\n", encoding="utf-8")
    assert list(quotes(run, "ep.txt", "--quotes", "press.txt")) == [
        ("press.txt:2", "QUOTE004", "warning"), (f"ep.txt:{line_of(EPISODE, 'Take a chair')}", "QUOTE002", "warning"),
    ]
    # What the cache keeps depends on that file, too.
    Path("press.txt").write_text(f"{QUOTED}{GUEST}\n", encoding="utf-8")
    assert list(quotes(run, "ep.txt", "--quotes", "press.txt")) == []
    ran = run("check", ".", "--quotes", "press.txt")
    assert ran.code == 2 and ran.err.startswith("error: E601 --quotes is about one episode; ")
    assert run("check", "ep.txt", "--quotes", "none.txt").err.startswith("error: E101 none.txt: ")


def test_quotes_are_silenced(run: Run, project: Path) -> None:
    Path("ep.txt").write_text(EPISODE.replace(GUEST, HOST), encoding="utf-8")
    for ignored in ("QUOTE", "QUOTE002"):
        assert list(quotes(run, "ep.txt", "--ignore", ignored)) == []
    assert list(quotes(run, "ep.txt", "--select", "DF1")) == []
    alone = ("ep.txt", "--select", "DF1", "--extend-select", "QUOTE002", "--baseline", "known.json")
    assert run("check", *alone, "--write-baseline").code == 0 and "QUOTE002" in Path("known.json").read_text()
    assert run("check", *alone).code == 0
    Path("diarfix.toml").write_text('[rules]\nignore = ["QUOTE002"]\n')
    assert list(quotes(run, "ep.txt")) == []


def test_a_mark_silences_a_quote(run: Run, project: Path) -> None:
    Path("notes.txt").write_text(f"{QUOTED}{HOST}\n", encoding="utf-8")
    assert run("convert", SEEDS / "tidewater-hour.gold.txt", "ep.md").code == 0
    text = Path("ep.md").read_text(encoding="utf-8")
    assert [row[1] for row in quotes(run, "ep.md", "--quotes", "notes.txt", "--min-confidence", "0.95")] == ["QUOTE002"]
    Path("ep.md").write_text(f"<!-- diarfix: ignore-file QUOTE002 -->\n\n{text}", encoding="utf-8")
    assert list(quotes(run, "ep.md", "--quotes", "notes.txt")) == []


def test_other_codes_are_left_out(run: Run, project: Path) -> None:
    Path("ep.txt").write_text(SMALL.replace("Ben:", "Speaker 1:"))
    Path("diarfix.toml").write_text('[show]\nguests = ["Ben Ober"]\nlabels = {"Speaker 1" = "Ben Ober"}\n')
    assert "SHOW002" in run("check", "ep.txt").out
    assert "SHOW002" not in run("check", "ep.txt", "--ignore", "SHOW002").out
    assert "Ben Ober:" not in run("fix", "ep.txt", "--ignore", "SHOW").out
    assert run("check", "ep.txt", "--ignore", "FLIP,PEOPLE001").code == 1
    assert run("check", "ep.txt", "--ignore", "FLAP").err == (
        "error: E403 no rule starts with 'FLAP'; did you mean 'FLIP001'? `diarfix rules` lists them\n"
    )


def test_silencers_without_effect_can_be_left_alone(run: Run, project: Path) -> None:
    Path("ep.md").write_text("<!-- diarfix: ignore-file DF4 -->\n\n**Ann:** Good morning.\n\n**Ben:** And you.\n")
    assert "DF001" in run("check", "ep.md").out
    assert "DF001" not in run("check", "ep.md", "--ignore", "DF001").out


def test_the_model_and_selections(run: Run, kettles: Path) -> None:
    assert "MODEL001" in run("check", kettles, "--format", "json").out
    assert "MODEL001" not in run("check", kettles, "--format", "json", "--ignore", "MODEL001").out
    assert "MODEL001" in run("check", kettles, "--format", "json", "--select", "DF1,MODEL001").out
    assert "MODEL001" not in run("check", kettles, "--format", "json", "--select", "DF1").out


def test_a_rule_of_ones_own_takes_no_code_of_ours(run: Run, project: Path) -> None:
    from tests.cli.test_bad_input import RULE

    Path("mine.yaml").write_text(RULE.replace("ZZ001", "FLIP001"))
    assert "E401 mine.yaml:1:1: code FLIP001 is taken by diarfix itself" in run("rules", "--rules", "mine.yaml").err
