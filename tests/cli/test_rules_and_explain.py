"""`diarfix rules`, `explain`, `formats` and `graph`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import diarfix
from diarfix.formats import FORMATS
from diarfix.rulebook import bundled_rules
from tests.cli.conftest import Ran
from tests.cli.test_bad_input import RULE

Run = Callable[..., Ran]


def test_every_rule_is_listed_once_and_has_a_page(run: Run) -> None:
    listed = run("rules").out
    for rule in bundled_rules():
        assert sum(line.split()[:1] == [rule.code] for line in listed.splitlines()) == 1
        page = run("rules", rule.code).out
        assert page.startswith(f"{rule.code}  {rule.name}  {rule.severity}")
        words = " ".join(page.split())
        assert " ".join(rule.rationale.split()) in words and rule.summary in words
        assert all(condition.cue in page for condition in rule.when.conditions)


def test_groups_names_and_own_rules(run: Run, tmp_path: Path) -> None:
    assert "DF2" not in run("rules", "df1").out
    assert run("rules", "sentence-cut").out == run("rules", "DF101").out
    path = tmp_path / "mine.yaml"
    path.write_text(RULE)
    assert "ZZ001" in run("rules", "--rules", path).out
    assert run("rules", "ZZ001", "--rules", path).out.rstrip().endswith("mine.yaml")


def test_an_unknown_rule_has_a_suggestion(run: Run) -> None:
    ran = run("rules", "DF1O1")
    assert ran.code == 2
    assert ran.err == "error: E403 there is no rule 'DF1O1'; did you mean DF101? `diarfix rules` lists them\n"


def test_rules_as_json(run: Run) -> None:
    rows = json.loads(run("rules", "--json").out)
    assert [row["code"] for row in rows] == [rule.code for rule in bundled_rules()]
    assert json.loads(run("rules", "DF101", "--json").out) == [rows[0]]


def test_every_edit_can_be_explained(run: Run, kettles: Path) -> None:
    result = diarfix.fix(kettles)
    item = result.edits[0]
    ran = run("explain", kettles, item.edit.id)
    assert ran.code == 0 and item.because in ran.out
    words = " ".join(ran.out.split())
    for reason in item.edit.reasons:
        assert f"{reason.weight:+.2f}" in words and reason.code in words and reason.message in words
    sides = [line[0] for line in ran.out.splitlines() if line[:2] in ("- ", "+ ")]
    assert sides and set(sides) == {"-", "+"}


def test_an_unknown_edit_is_told(run: Run, small: Path) -> None:
    ran = run("explain", small, "zzzzzzzz")
    assert ran.code == 2 and ran.err.startswith(f"error: E503 {small}: there is no edit 'zzzzzzzz'")


def test_formats_are_listed(run: Run) -> None:
    lines = run("formats").out.splitlines()
    assert [line.split()[0] for line in lines if line[0] != " "] == [item.id for item in FORMATS]


def test_the_graph_is_drawn(run: Run, small: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "g.svg"
    assert run("graph", small, "-o", target) == Ran(0, "", "")
    assert "<svg" in target.read_text()
    assert run("graph", small, "-o", small).err.startswith("error: E601 ")
    assert run("graph", small, "-o", tmp_path / "g.pdf").err.startswith("error: E601 ")
