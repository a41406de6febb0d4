"""Asking a question twice, the letters swapped, so that a liking for a letter cancels out."""

from __future__ import annotations

from diarfix.opinion.cache import Cache
from diarfix.opinion.prompt import make_prompt
from diarfix.opinion.record import Answer, Model, Opinion, Prompt, Question, shared_kind


def ask(model: Model, question: Question, cache: Cache) -> Opinion | None:
    """The model's opinion; None where either answer is none of the two letters, or a choice follows the letter.

    >>> class Letter:  # always says A
    ...     name = identity = "letter"
    ...     def answer(self, prompt):
    ...         return Answer("choice", 1.0 if prompt.letters[1] == "A" else -1.0)
    >>> from diarfix.opinion.record import Dispute, Line
    >>> dispute = Dispute(0, 1, "Ann", "Ben", 0.5, 0.5)
    >>> ask(Letter(), Question(dispute, (Line(None, "Right."),)), Cache(None)) is None
    True
    """
    prompts = [make_prompt(question, swapped) for swapped in (False, True)]
    answers = [answer for prompt in prompts if (answer := _answered(model, prompt, cache)) is not None]
    if len(answers) < len(prompts):
        return None
    kind = shared_kind(answers)
    if kind == "logit":
        value = sum(answer.value for answer in answers) / len(answers)
        return Opinion(question.dispute, model.name, kind, round(value, 3))
    sides = {answer.value > 0 for answer in answers}
    if len(sides) > 1:
        return None
    return Opinion(question.dispute, model.name, kind, 1.0 if sides.pop() else -1.0)


def _answered(model: Model, prompt: Prompt, cache: Cache) -> Answer | None:
    known = cache.get(model.identity, prompt)
    if known is not None:
        return known.answer
    answer = model.answer(prompt)
    cache.put(model.identity, prompt, answer)
    return answer
