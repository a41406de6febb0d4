"""From disputes to edits: what is asked about, what an opinion does, and what it can never do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

import diarfix
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.edits import Edit
from diarfix.formats import from_turns
from diarfix.model import Transcript
from diarfix.opinion import SecondOpinion, Weight
from diarfix.opinion.disputes import LEAST, MOST, PER_THOUSAND, find_disputes
from diarfix.opinion.evidence import CODE, note, with_opinions
from diarfix.opinion.record import Opinion
from diarfix.opinion.weight import LIMIT, UNMEASURED, fitted_weight, fitted_weights
from diarfix.pipeline import Options, Result, examine, prepare, repair
from diarfix.solve import Weights, bundled_weights, find_moves
from diarfix.solve.decode import Note
from diarfix.solve.lattice import Lattice, build_lattice
from tests.opinion.conftest import Sure, dispute

SEED = Path(__file__).resolve().parents[2] / "seeds" / "two-kettles.txt"

Listen = Callable[[Sure], SecondOpinion]


@pytest.fixture(scope="module")
def kettles() -> Transcript:
    """The first thousand words of an invented episode with planted errors."""
    whole = diarfix.read(SEED)
    return from_turns((turn.speaker, whole.text(turn.start, turn.end)) for turn in whole.turns if turn.end <= 1000)


@pytest.fixture(scope="module")
def lattice(kettles: Transcript) -> Lattice:
    prepared = prepare(examine(kettles, Options()), Options())
    return build_lattice(prepared.view, prepared.matches)


@pytest.fixture(scope="module")
def alone(kettles: Transcript) -> Result:
    return repair(kettles)


def test_disputes_lie_in_the_band_apart_from_each_other_and_are_few(lattice: Lattice) -> None:
    found = find_disputes(lattice, bundled_weights(model=True))
    assert found and all(LEAST <= item.confidence <= MOST for item in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) <= lattice.pieces[-1].end * PER_THOUSAND / 1000 + 1
    for item in found:
        speakers = {lattice.labels[piece.observed] for piece in lattice.pieces if item.start <= piece.start < item.end}
        assert speakers == {item.old} and item.new != item.old


def test_unsure_moves_are_asked_about_whole_and_so_are_moves_nearly_made(
    lattice: Lattice, alone: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diarfix.opinion.disputes.LEAST", 0.05)
    monkeypatch.setattr("diarfix.opinion.disputes.PER_THOUSAND", 100)
    found = {(item.start, item.end, item.old, item.new): item.confidence
             for item in find_disputes(lattice, bundled_weights(model=True))}
    moves = {(edit.start, edit.end, edit.old, edit.new): edit.confidence for edit in _moves(alone)}
    unsure = {key for key, confidence in moves.items() if LEAST <= confidence <= MOST}
    assert unsure and unsure <= set(found)
    assert all(round(found[key], 4) == moves[key] for key in unsure)
    assert set(found) - set(moves)


def test_evidence_is_shared_out_so_that_it_counts_once(lattice: Lattice) -> None:
    first = next(at for at, piece in enumerate(lattice.pieces) if piece.end - piece.start >= 3)
    pieces = lattice.pieces[first : first + 2]
    old = lattice.labels[pieces[0].observed]
    new = next(label for label in lattice.labels if label != old)
    opinion = Opinion(dispute(pieces[0].start, pieces[-1].end, old, new), "some", "logit", 9.0)
    told = with_opinions(lattice, [(opinion, Weight(0.5))])
    added = [
        (at, label, value)
        for at, piece in enumerate(told.pieces) for label, row in enumerate(piece.heard) for name, value in row
        if name.startswith(CODE)
    ]
    assert [(at, label) for at, label, _ in added] == [(first, lattice.labels.index(new)),
                                                       (first + 1, lattice.labels.index(new))]
    assert sum(value for _, _, value in added) == pytest.approx(0.5 * LIMIT)
    assert with_opinions(lattice, [(opinion, UNMEASURED)]) == lattice


def _moves(result: Result) -> list[Edit]:
    return [item.edit for item in result.edits if item.edit.kind == "move"]


def _disputed(result: Result) -> set[str]:
    return {edit.id for edit in _moves(result) if LEAST <= edit.confidence <= MOST}


def test_an_opinion_makes_moves_surer_or_less_sure(kettles: Transcript, alone: Result, listen: Listen) -> None:
    before = {edit.id: edit.confidence for edit in _moves(alone)}
    for value, better in ((3.0, True), (-3.0, False)):
        second = replace(listen(Sure(value)), weight=Weight(0.8))
        after = {edit.id: edit.confidence for edit in _moves(repair(kettles, Options(consult=second)))}
        for key in _disputed(alone) & set(after):
            assert (after[key] > before[key]) if better else (after[key] < before[key])
        assert len(after) >= len(before) if better else len(after) <= len(before)


def test_without_a_fitted_weight_it_is_only_shown(kettles: Transcript, alone: Result, listen: Listen) -> None:
    second = listen(Sure(3.0))
    heard = repair(kettles, Options(consult=second))
    assert [replace(edit, reasons=()) for edit in _moves(heard)] == [replace(e, reasons=()) for e in _moves(alone)]
    assert heard.repaired == alone.repaired
    for edit in _moves(heard):
        told = [reason for reason in edit.reasons if reason.code == CODE]
        assert [reason.weight for reason in told] == ([0.0] if edit.id in _disputed(alone) else [])
        assert all(f"the model sure gives 95% to {edit.new}" in reason.message for reason in told)
    assert second.tally.asked == second.tally.heard > 0 and second.tally.weighed == 0


def test_a_model_alone_makes_no_edit_safe(talk: Transcript) -> None:
    """The model is as sure as can be of a move that no rule speaks for."""
    context = Context(analyse(talk, load_english()))
    start = next(at for at, word in enumerate(talk.words) if word.text == "Really?")
    opinion = Opinion(dispute(start, start + 1, "Ann", "Ben"), "some", "logit", 99.0)
    heard = [(opinion, Weight(2.0))]

    def consult(context: Context, lattice: Lattice, weights: Weights) -> tuple[Lattice, tuple[Note, ...]]:
        return with_opinions(lattice, heard), tuple(note(*item) for item in heard)

    found = find_moves(context, (), bundled_weights(model=True), consult)
    edit = next(edit for edit in found if edit.start <= start < edit.end)
    assert edit.codes == (CODE,) and not edit.safe
    assert edit.reasons[0].message == "the model some gives 100% to Ben"


@pytest.mark.parametrize("value", [99.0, -99.0, 0.0])
def test_words_never_change_and_only_labels_of_the_talk_are_given(
    kettles: Transcript, listen: Listen, value: float
) -> None:
    result = repair(kettles, Options(consult=replace(listen(Sure(value)), weight=Weight(2.0)), heal=False))
    assert result.repaired.words == kettles.words
    assert set(result.repaired.labels) <= set(kettles.labels) | {e.new for e in result.applied if e.kind == "name"}
    assert diarfix.to_text(result)


def test_the_same_words_give_the_same_prompts(kettles: Transcript, listen: Listen) -> None:
    one, two = Sure(1.0), Sure(1.0)
    for model in (one, two):
        repair(kettles, Options(consult=listen(model)))
    assert one.prompts and one.prompts == two.prompts


def test_a_talk_of_one_person_asks_nothing(listen: Listen) -> None:
    second = listen(Sure(1.0))
    talk = diarfix.read("Ann: The boat leaves at ten. Be there by nine, if you can.\nAnn: Bring a coat.\n")
    repair(talk, Options(consult=second))
    assert second.tally.asked == 0


def test_fitted_weights_are_found_by_name_and_kind() -> None:
    for (name, kind), weight in fitted_weights().items():
        assert fitted_weight(name.upper(), kind) == weight and 0 <= weight.factor <= 2
    assert fitted_weight("a model that no one measured", "logit") is UNMEASURED
