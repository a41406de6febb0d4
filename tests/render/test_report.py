"""The report: as its schema says, the same bytes twice, nothing missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import diarfix
from diarfix.errors import DiarfixError
from diarfix.render.report import report_of, report_text

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["tidewater-hour.txt", "harbour-table.md", "kestrel-q3-call.txt"])
def result(request: pytest.FixtureRequest) -> diarfix.Result:
    return diarfix.fix(ROOT / "seeds" / request.param)


def test_the_schema_is_one_and_the_report_fits_it(result: diarfix.Result) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    failure = DiarfixError("E102", "there is nothing in it", "give a transcript")
    text = report_text([report_of(result)], [("empty.txt", failure)])
    Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert text.endswith("}\n")
    assert text == report_text([report_of(diarfix.fix(result.original))], [("empty.txt", failure)])


def test_the_counts_are_those_of_the_result(result: diarfix.Result) -> None:
    report = report_of(result)
    states = [row["state"] for row in report["edits"]]
    assert report["counts"]["edits"] == {state: states.count(state) for state in ("applied", "review", "rejected")}
    for side, transcript in (("before", result.original), ("after", result.repaired)):
        assert report["counts"]["turns"][side] == len(transcript.turns)
        assert len(transcript.turns) == sum(row["turns"] for row in report["labels"][side])
        assert report["counts"]["words"] == sum(row["words"] for row in report["labels"][side])
    assert report["counts"]["words_moved"] == sum(
        row["span"][1] - row["span"][0] for row in report["edits"] if (row["kind"], row["state"]) == ("move", "applied")
    )


def test_places_and_words_are_those_of_the_input(result: diarfix.Result) -> None:
    lines = result.original.source.text.split("\n")
    for row in report_of(result)["edits"]:
        line = lines[row["place"]["line"] - 1]
        assert line[row["place"]["column"] - 1 :].startswith(row["words"].split()[0])
        assert [why["weight"] for why in row["reasons"]] == sorted((w["weight"] for w in row["reasons"]), reverse=True)


def test_the_documented_fields_are_the_schemas() -> None:
    text = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    for part in ("transcript", "edit", "finding"):
        for field in SCHEMA["$defs"][part]["required"]:
            assert f"`{field}`" in text, (part, field)
