"""Every bundled rule holds on its failing examples and on none of its passing ones."""

from __future__ import annotations

import pytest

from diarfix import formats
from diarfix.pipeline import Options, examine
from diarfix.rulebook import Rule, bundled_rules, match_rules

RULES = bundled_rules()
CASES = [
    pytest.param(rule, text, fires, id=f"{rule.code}-{'fails' if fires else 'passes'}-{number}")
    for rule in RULES
    for fires, texts in ((True, rule.fails), (False, rule.passes))
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize(("rule", "text", "fires"), CASES)
def test_example(rule: Rule, text: str, fires: bool) -> None:
    timed = "vtt" if text.startswith("WEBVTT") else "name-lines"
    transcript = formats.read_text(text + "\n", rule.code, timed)
    matches = match_rules(examine(transcript, Options()), [rule])
    assert bool(matches) is fires


def test_there_are_enough_rules_and_each_is_whole() -> None:
    assert len(RULES) >= 20
    for rule in RULES:
        assert rule.path.stem == rule.code
        assert rule.fails and rule.passes
        # Health rules only report; every other rule speaks for or against an edit.
        assert bool(rule.evidence) is not rule.code.startswith("DF6")
