"""Mistakes in rule files are told with file, line, column and a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from diarfix.errors import DiarfixError
from diarfix.resources import rules_dir
from diarfix.rulebook import load_rule, load_rules

GOOD = (rules_dir() / "boundaries" / "DF101.yaml").read_text(encoding="utf-8")


def load(tmp_path: Path, text: str) -> DiarfixError:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DiarfixError) as caught:
        load_rule(path)
    assert str(path) in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("at.left.open: true", "at.left.opne: true", "E402", "did you mean 'at.left.open'"),
        ("severity:", "severty:", "E402", "did you mean 'severity'"),
        ("severity: error", "severity: eror", "E402", "did you mean 'error'"),
        ("site: seam", "site: seem", "E402", "did you mean 'seam'"),
        ("same_speaker: 3.0", "same_speakr: 3.0", "E402", "did you mean 'same_speaker'"),
        ("same_speaker: 3.0", "same_speaker: lots", "E401", "must be a number"),
        ("same_speaker: 3.0", "same_speaker: .nan", "E401", "must be a number"),
        ("same_speaker: 3.0", "same_speaker: !!int", "E401", "no value that can be read"),
        ("same_speaker: 3.0", "same_speaker: !mine 3.0", "E401", "no value that can be read"),
        ("same_speaker: 3.0", "same_speaker: 2026-99-99", "E401", "no value that can be read"),
        ("same_speaker: 3.0", "same_speaker: .inf", "E401", "must be a number"),
        ("at.left.open: true", "at.left.open: maybe", "E402", "never 'maybe'"),
        ("safe: true", "safe: perhaps", "E401", "true or false"),
        ("code: DF101", "code: 101", "E401", "must be text"),
        ("code: DF101", "code: nine", "E401", "malformed"),
        ("summary:", "name:", "E401", "stands twice"),
        ("when:", "when: [", "E401", "not YAML"),
    ],
)
def test_mistake(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    assert old in GOOD
    error = load(tmp_path, GOOD.replace(old, new))
    assert error.code == code
    assert words in str(error)
    assert error.place is not None and error.place.line is not None


def test_missing_key_and_empty_file(tmp_path: Path) -> None:
    assert "is missing" in str(load(tmp_path, "code: DF901\n"))
    assert "empty" in str(load(tmp_path, ""))


def test_unknown_arc_value_is_told(tmp_path: Path) -> None:
    error = load(tmp_path, GOOD.replace("at.left.comma: false", "at.arc: strng"))
    assert "did you mean 'strong'" in str(error)


def test_extra_rules_select_and_ignore(tmp_path: Path) -> None:
    path = tmp_path / "DF901.yaml"
    path.write_text(GOOD.replace("code: DF101", "code: DF901"), encoding="utf-8")
    assert "DF901" in {rule.code for rule in load_rules([path])}
    assert {rule.code for rule in load_rules([path], select=["DF9"])} == {"DF901"}
    assert "DF101" not in {rule.code for rule in load_rules(ignore=["DF1"])}
    with pytest.raises(DiarfixError, match="E403"):
        load_rules(select=["DF777"])
    with pytest.raises(DiarfixError, match="taken by"):
        load_rules([rules_dir() / "boundaries" / "DF101.yaml"])
