"""Asking: both orders, cached, and nothing but the two labels as an answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from diarfix.model import Transcript
from diarfix.opinion.ask import ask
from diarfix.opinion.cache import Cache
from diarfix.opinion.record import Answer, Prompt
from diarfix.opinion.window import make_question
from tests.opinion.conftest import Sure, dispute

NOWHERE = Cache(None)


@dataclass
class ByPrompt:
    """A model whose answers a function gives."""

    give: Callable[[Prompt], Answer | None]
    name: str = "by prompt"
    identity: str = "by prompt"
    asked: list[Prompt] = field(default_factory=list)

    def answer(self, prompt: Prompt) -> Answer | None:
        """What the function says."""
        self.asked.append(prompt)
        return self.give(prompt)


def likes_a(prompt: Prompt) -> Answer:
    """Log-odds of 2 for whoever is called A, and of 0.5 for the new label."""
    return Answer("logit", (2.0 if prompt.letters[1] == "A" else -2.0) + 0.5)


def test_a_liking_for_a_letter_cancels_out(talk: Transcript) -> None:
    opinion = ask(ByPrompt(likes_a), make_question(talk, dispute(8, 9)), NOWHERE)
    assert opinion is not None and opinion.value == 0.5 and opinion.kind == "logit"


@pytest.mark.parametrize(("values", "expected"), [((1, 1), 1.0), ((-1, -1), -1.0), ((1, -1), None), ((-1, 1), None)])
def test_choices_count_only_where_both_orders_agree(
    talk: Transcript, values: tuple[int, int], expected: float | None
) -> None:
    model = ByPrompt(lambda prompt: Answer("choice", float(values[prompt.letters == ("B", "A")])))
    opinion = ask(model, make_question(talk, dispute(8, 9)), NOWHERE)
    assert (opinion.value if opinion else None) == expected


def test_one_answer_that_is_no_letter_leaves_no_opinion(talk: Transcript) -> None:
    model = ByPrompt(lambda prompt: None if prompt.letters[0] == "B" else Answer("logit", 3.0))
    assert ask(model, make_question(talk, dispute(8, 9)), NOWHERE) is None


def test_answers_are_kept_without_the_text(talk: Transcript, tmp_path: Path) -> None:
    cache, question = Cache(tmp_path / "answers"), make_question(talk, dispute(8, 9))
    first = Sure(1.25)
    opinion = ask(first, question, cache)
    again = Sure(-9.0)
    assert ask(again, question, cache) == opinion
    assert (len(first.prompts), len(again.prompts)) == (2, 0)
    files = [path for path in (tmp_path / "answers").rglob("*") if path.is_file()]
    assert len(files) == 2 and all(json.loads(path.read_text()) == {"kind": "logit", "value": 1.25} for path in files)
    assert ask(Sure(-9.0, identity="another"), question, cache) != opinion
    assert ask(Sure(-9.0), make_question(talk, dispute(8, 10)), cache) != opinion


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"kind": "logit", "value": NaN}', '{"kind": "yes", "value": 1}'])
def test_a_damaged_answer_is_asked_for_again(talk: Transcript, tmp_path: Path, damage: str) -> None:
    cache, question = Cache(tmp_path), make_question(talk, dispute(8, 9))
    opinion = ask(Sure(1.25), question, cache)
    for path in tmp_path.rglob("*.json"):
        path.write_text(damage)
    model = Sure(1.25)
    assert ask(model, question, cache) == opinion and len(model.prompts) == 2


def test_no_answer_is_kept_too_and_a_folder_that_cannot_be_written_costs_nothing(
    talk: Transcript, tmp_path: Path
) -> None:
    silent = ByPrompt(lambda prompt: None)
    question = make_question(talk, dispute(8, 9))
    assert ask(silent, question, Cache(tmp_path)) is None and ask(silent, question, Cache(tmp_path)) is None
    assert len(silent.asked) == 2
    (tmp_path / "file").write_text("in the way")
    assert ask(Sure(1.0), question, Cache(tmp_path / "file")) is not None
