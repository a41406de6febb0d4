"""What an opinion weighs: fitted on opinions that are known to be good, bad or nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("scipy")

from diarfix import formats
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.measure import ChangeCounts, Episode
from diarfix.opinion import SecondOpinion, Weight
from diarfix.opinion.record import Answer, Dispute, Opinion, Prompt
from diarfix.solve import bundled_weights
from diarfix.train.opinion import Case, Finding, Heard, believed, fit_weight, hear_all, judge_all, told, write
from tests.opinion.conftest import TALK

GOLD = TALK.replace("all of\nAnn: us. Everybody", "all of us.\nAnn: Everybody")


def cases(speak: Callable[[random.Random, bool], float], count: int = 300) -> Heard:
    """Disputes of all confidences, right as often as these say, and what `speak` says of them."""
    rng = random.Random(5)
    weights = bundled_weights(model=True)
    found = []
    for _ in range(count):
        posterior = rng.uniform(0.2, 0.95)
        chance = weights.calibrate(posterior, "edge")
        right = rng.random() < chance
        opinion = Opinion(Dispute(0, 1, "Ann", "Ben", posterior, chance), "some", "logit", speak(rng, right))
        found.append(Case(opinion, int(right), int(not right)))
    talk = formats.read_text(TALK)
    context = Context(analyse(talk, load_english()))
    return Heard(Episode("one", "one", talk, talk), context, weights, count, tuple(found))


def test_a_model_that_knows_is_believed() -> None:
    """Opinions drawn about +-1 with variance 1 carry log-odds of twice their value, taken from the calibration."""
    weight = fit_weight([cases(lambda rng, right: rng.gauss(1.0 if right else -1.0, 1.0))], "logit")
    assert weight.factor > 0.8


def test_a_liking_for_one_side_is_taken_off() -> None:
    def knows(rng: random.Random, right: bool) -> float:
        return rng.gauss(1.0 if right else -1.0, 1.0)

    fair = fit_weight([cases(knows)], "logit")
    biased = fit_weight([cases(lambda rng, right: knows(rng, right) - 5.0)], "logit")
    assert biased.centre == pytest.approx(fair.centre - 5.0, abs=0.002)
    assert biased.factor == pytest.approx(fair.factor, abs=0.01)


def test_a_model_that_guesses_or_errs_is_not() -> None:
    assert fit_weight([cases(lambda rng, right: rng.gauss(0.0, 1.0))], "logit").factor < 0.25
    assert fit_weight([cases(lambda rng, right: -1.0 if right else 1.0)], "logit").factor == 0.0
    assert fit_weight([cases(lambda rng, right: 1.0 if right else -1.0)], "choice") == Weight()
    assert fit_weight([], "logit") == Weight()


def test_belief_moves_with_the_opinion_and_stays_a_chance() -> None:
    dispute = Dispute(0, 1, "Ann", "Ben", 0.6, 0.5)
    weights = bundled_weights(model=True)
    values = [believed(weights, Opinion(dispute, "some", "logit", v), Weight(1.0)) for v in (-99.0, -1.0, 0.0, 1.0, 99)]
    assert values == sorted(values) and 0 < values[0] < values[-1] < 1
    assert values[2] == pytest.approx(weights.calibrate(0.6, "edge"))


@dataclass
class Told:
    """A model that gives the words "us." to whoever says the line before, and has no view otherwise."""

    name: str = "told"
    identity: str = "told"

    def answer(self, prompt: Prompt) -> Answer | None:
        """See `Model`."""
        return Answer("logit", 3.0)


def test_the_whole_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("diarfix.opinion.consult.open_model", lambda spec, remote: Told())
    monkeypatch.setattr("diarfix.opinion.disputes.MOST", 1.0)
    second = SecondOpinion("told:")
    episodes = [Episode(name, name, formats.read_text(TALK), formats.read_text(GOLD)) for name in ("one", "two")]
    heard = hear_all(episodes, {}, second)
    assert [[(case.repaired, case.broken) for case in item.cases] for item in heard] == [[(1, 0)]] * 2
    found = judge_all(heard, second)
    assert (found.asked, found.answered, found.kind) == (2, 2, "logit")
    assert found.without.repaired == found.with_it.repaired == 2 and not found.helps
    assert "its weight is written as 0" in "\n".join(told(found))

    path = tmp_path / "opinion.json"
    write(path, "told", found, {"real": "two"})
    write(path, "other", found, {"real": "two"})
    first = path.read_bytes()
    write(path, "told", found, {"real": "two"})
    assert path.read_bytes() == first
    assert [(item["model"], item["factor"]) for item in json.loads(first)["fitted"]] == [("other", 0.0), ("told", 0.0)]


def test_it_helps_only_where_fewer_words_are_wrong() -> None:
    def finding(before: ChangeCounts, after: ChangeCounts) -> Finding:
        from diarfix.train.opinion import Judged

        return Finding("logit", Weight(0.5), 9, 9, 5, 9, (Judged(("s",), Weight(0.4), before, after),))

    base = ChangeCounts(kept=90, repaired=5, broken=1, missed=4)
    assert finding(base, ChangeCounts(kept=90, repaired=6, broken=1, missed=3)).helps
    assert not finding(base, base).helps
    assert not finding(base, ChangeCounts(kept=88, repaired=6, broken=3, missed=3)).helps
