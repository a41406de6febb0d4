"""How much an opinion weighs: fitted by model and kept in `diarfix/data/opinion.json`; nothing where never measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from diarfix.opinion.record import AnswerKind, Opinion

LIMIT = 4.0
"""Log-odds beyond which a model is not believed to be surer, either way."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What an opinion's `value` counts: (value - centre), clipped to +-`LIMIT`, times `factor`.

    `centre` is the model's mean value over the questions it was fitted on: its liking for the label that a span
    bears, whatever is said there.
    """

    factor: float = 0.0
    centre: float = 0.0

    def evidence(self, opinion: Opinion) -> float:
        """Log-odds that the disputed words are the new label's.

        >>> from diarfix.opinion.record import Dispute
        >>> dispute = Dispute(0, 1, "Ann", "Ben", 0.5, 0.5)
        >>> Weight(0.5, 1.0).evidence(Opinion(dispute, "some model", "logit", 9.0))
        2.0
        """
        return self.factor * min(LIMIT, max(-LIMIT, opinion.value - self.centre))


UNMEASURED = Weight()
"""A model that was never measured is heard but not believed."""


def fitted_weight(model: str, kind: AnswerKind) -> Weight:
    """The weight fitted for a model of that name and that kind of answer; `UNMEASURED` where there is none."""
    return fitted_weights().get((model.casefold(), kind), UNMEASURED)


@cache
def fitted_weights() -> dict[tuple[str, AnswerKind], Weight]:
    """Every fitted weight that comes with diarfix."""
    text = files("diarfix").joinpath("data/opinion.json").read_text(encoding="utf-8")
    return {_key(item): Weight(float(item["factor"]), float(item["centre"])) for item in json.loads(text)["fitted"]}


def _key(item: dict[str, Any]) -> tuple[str, AnswerKind]:
    kind: AnswerKind = "choice" if item["kind"] == "choice" else "logit"
    return str(item["model"]).casefold(), kind
