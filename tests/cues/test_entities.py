"""Entities found on demand are those that the whole pipeline finds."""

from __future__ import annotations

from pathlib import Path

import pytest

import diarfix
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.edits import Edit
from diarfix.errors import DiarfixError
from diarfix.formats import from_turns
from diarfix.pipeline import merged_context

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize("name", ["harbour-table.md", "kestrel-q3-call.txt"])
def test_entities_on_demand_are_those_of_the_whole_pipeline(name: str) -> None:
    transcript = diarfix.read(SEEDS / name)
    nlp = load_english()
    analysis = analyse(transcript, nlp)
    found = False
    for turn in transcript.turns[:40]:
        doc = nlp(transcript.text(turn.start, turn.end))
        offset = 0
        for at in range(turn.start, turn.end):
            word = transcript.words[at].text
            tokens = [t for t in doc if offset <= t.idx < offset + len(word) and not t.is_space]
            first = next((t for t in tokens if not t.is_punct), tokens[0])
            if len(turn) <= 400:
                assert analysis.entities[at] == first.ent_type_, (at, word)
                found = found or bool(first.ent_type_)
            offset += len(word) + 1
    assert found


def test_a_merged_view_parses_only_the_seams_that_changed() -> None:
    transcript = diarfix.read(SEEDS / "tidewater-hour.txt")
    raw = Context(analyse(transcript, load_english()))
    before = dict(raw.arcs)
    labels = transcript.labels
    first = next(turn for turn in transcript.turns if turn.speaker == labels[1])
    merge = Edit("", "merge", first.start, first.end, labels[1], labels[0], 0.99, ())
    view = merged_context(raw, [merge])
    kept = [seam for seam in view.arcs if seam in before]
    assert kept
    fresh = Context(analyse(view.transcript, load_english()))
    assert set(view.arcs) == set(fresh.arcs)
    assert all(view.arcs[seam] == before[seam] for seam in kept if view._healed(seam) == raw._healed(seam))


@pytest.mark.parametrize(("turns", "labels", "what"), [(250_001, 2, "turns"), (2_001, 2_001, "speakers")])
def test_what_is_no_talk_is_refused_at_once(turns: int, labels: int, what: str) -> None:
    transcript = from_turns((f"Speaker {number % labels}", "Yes.") for number in range(turns))
    with pytest.raises(DiarfixError, match=rf"E106 .*,001 {what}, over .*; split it into episodes"):
        analyse(transcript, load_english())
