"""Cues at seams and spans, and what is known about labels."""

from __future__ import annotations

import pytest

import diarfix
from diarfix.cues.analysis import analyse, split_units
from diarfix.cues.context import Context
from diarfix.cues.names import notes_hosts, role_of, self_introductions
from diarfix.cues.nlp import load_english, pipeline_name
from diarfix.cues.people import is_cut, pair_counts
from diarfix.cues.sites import find_sites
from diarfix.cues.table import CUES
from diarfix.formats import RawTurn, build
from diarfix.model import Word


def context_of(text: str) -> Context:
    return Context(analyse(diarfix.read(text), load_english()))


def seam_values(text: str) -> dict[str, object]:
    context = context_of(text)
    site = next(site for site in find_sites(context.analysis) if site.kind == "seam")
    return {name: cue.find(context, site) for name, cue in CUES["seam"].items()}


def test_a_cut_sentence() -> None:
    values = seam_values("Ann: It goes back to whatever the lowest\nBen: number is. Right, I see.\nAnn: And up.\n")
    assert values["at.left.open"] and values["at.left.words"] == 7
    assert values["at.right.lower"] and values["at.right.words"] == 2
    assert values["at.arc"] == "strong"
    assert not values["at.left.question"] and not values["at.right.answer"]


def test_a_false_stop_is_seen_through() -> None:
    values = seam_values("Ann: A show for calm talk about the.\nBen: Sea and beyond. We are glad.\nAnn: And dry.\n")
    assert not values["at.left.open"] and values["at.left.hard_dangling"] and values["at.arc"] == "strong"
    assert float(str(values["at.false_stops"])) == pytest.approx(0.5)


def test_a_clean_question_and_answer() -> None:
    values = seam_values("Ann: Is that the last boat?\nBen: Yes. We should run.\nAnn: Then run.\n")
    assert values["at.left.question"] and values["at.right.answer"] and values["at.right.backchannel"]
    assert not values["at.left.open"]


def test_units_end_at_marks_but_not_after_titles() -> None:
    transcript = diarfix.read("Ann: Mr. Quill came... Then he left. And\nBen: we stayed. Good.\n")
    assert [transcript.text(unit.start, unit.end) for unit in split_units(transcript)] == [
        "Mr. Quill came...",
        "Then he left.",
        "And",
        "we stayed.",
        "Good.",
    ]


def test_unpunctuated_stretches_are_sparse() -> None:
    bare = "and we walked on over the sand and then the rain came down on all of us and we ran " * 5
    assert context_of(f"Ann: {bare}\nBen: {bare}\nAnn: so.\n").is_sparse(95)
    assert not context_of("Ann: One. Two. Three.\nBen: Four. Five.\nAnn: Six. Seven.\n").is_sparse(3)


def test_pairs_count_cuts_answers_and_replies() -> None:
    text = "Ann: We go to the\nBen: harbour. Do you see it?\nAnn: Yes, I see it there.\nBen: Right.\nAnn: And it.\n"
    counts = pair_counts(context_of(text))[("Ann", "Ben")]
    assert (counts.seams, counts.cuts, counts.answers, counts.replies) == (4, 1, 1, 1)


def test_real_interruptions_are_no_cuts() -> None:
    context = context_of("Ann: Well, if you look at it that way...\nBen: you would still lose.\nAnn: Yes.\n")
    assert not is_cut(context, 8)


def test_roles_notes_and_introductions() -> None:
    assert role_of("Tidewater Hour Co-Host") == "host"
    assert role_of("Adam Reed") == "none"
    text = (
        "Show Host: Hello, I'm your host, Bo Lindqvist.\nMara Quill: Glad to be here.\nShow Host: Tell us.\n"
        "Mara Quill: It leaks.\nPodcast: The Harbour Hour\nHost: Bo Lindqvist\nGuest: Mara Quill, harbour master\n"
    )
    transcript = diarfix.read(text)
    assert notes_hosts(transcript) == ("Bo Lindqvist",)
    assert list(self_introductions(transcript, "Show Host")) == ["Bo Lindqvist"]


def test_a_missing_pipeline_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diarfix.cues.nlp.find_spec", lambda name: None)
    with pytest.raises(diarfix.DiarfixError, match=r"E301 .*pip install"):
        pipeline_name()


TIMED = """WEBVTT

00:01.000 --> 00:04.000
<v Ann>Is that the last boat of the day?

00:03.500 --> 00:05.000
<v Ben>Yes. We should run.

00:07.250 --> 00:08.000
<v Ann>Then run.
"""


def test_pauses_and_overlaps_come_from_times() -> None:
    context = context_of(TIMED)
    first, second = (site for site in find_sites(context.analysis) if site.kind == "seam")
    pause, overlap = CUES["seam"]["at.pause"], CUES["seam"]["at.overlap"]
    assert (pause.find(context, first), overlap.find(context, first)) == (0.0, 0.5)
    assert (pause.find(context, second), overlap.find(context, second)) == (2.25, 0.0)
    untimed = seam_values("Ann: Is that the last boat?\nBen: Yes. We should run.\nAnn: Then run.\n")
    assert untimed["at.pause"] is False and untimed["at.overlap"] is False


def test_confidences_are_one_where_nothing_is_said() -> None:
    words = [("So", 0.5, 0.2), ("it", 0.7, 0.4), ("is.", None, None)]
    turns = [RawTurn("Ann", "So it is.", words=tuple(
        Word(text, 0, 0, n, n + 0.5, sure, label) for n, (text, sure, label) in enumerate(words))),
        RawTurn("Ben", "Right.", 4.0, 5.0)]
    context = Context(analyse(build(turns, "deepgram").transcript, load_english()))
    site = next(site for site in find_sites(context.analysis) if site.kind == "turn")
    found = {name: cue.find(context, site) for name, cue in CUES["turn"].items()}
    assert found["span.confidence"] == pytest.approx(0.6) and found["span.speaker_confidence"] == pytest.approx(0.3)
    assert found["end.left.confidence"] == 1.0 and found["end.right.confidence"] == 1.0
