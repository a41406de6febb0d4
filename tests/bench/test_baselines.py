"""The simple rules on small cases."""

from __future__ import annotations

from diarfix.bench import baselines
from diarfix.formats import from_turns
from diarfix.model import Transcript


def made(*turns: tuple[str, str]) -> Transcript:
    return from_turns(turns)


def shown(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text(turn.start, turn.end)) for turn in transcript.turns]


def test_nothing_is_nothing() -> None:
    transcript = made(("A", "One."), ("B", "Two."))
    assert baselines.do_nothing(transcript) is transcript


def test_a_sentence_goes_to_the_label_of_most_of_its_words() -> None:
    transcript = made(("A", "So we walked to the"), ("B", "park. Nice."), ("A", "Yes"), ("B", "no."))
    assert shown(baselines.sentence_majority(transcript)) == [
        ("A", "So we walked to the park."), ("B", "Nice."), ("A", "Yes no."),
    ]


def test_a_sentence_without_majority_or_end_stays() -> None:
    split = made(("A", "one two"), ("B", "three four"), ("C", "five."))
    assert shown(baselines.sentence_majority(split)) == shown(split)
    endless = made(("A", " ".join(["word"] * 49)), ("B", "and more."))
    assert shown(baselines.sentence_majority(endless)) == shown(endless)


def test_a_rare_label_is_absorbed_by_the_turn_before() -> None:
    long = " ".join(["word"] * 150) + "."
    transcript = made(("X", "Hm."), ("A", long), ("Y", "Oh."), ("B", long))
    assert [turn.speaker for turn in baselines.absorb_rare(transcript).turns] == ["A", "B"]
    assert baselines.absorb_rare(made(("A", "One."), ("B", "Two."))).labels == ("A", "B")


def test_edges_join_the_side_they_complete() -> None:
    transcript = made(("A", "It comes at the end of the"), ("B", "day. So you do not buy. And"), ("A", "that is it."))
    assert shown(baselines.unfinished_edge(transcript)) == [
        ("A", "It comes at the end of the day."), ("B", "So you do not buy."), ("A", "And that is it."),
    ]


def test_whole_turns_and_finished_edges_stay() -> None:
    for turns in (
        [("A", "It is at the"), ("B", "end."), ("A", "Yes it is.")],
        [("A", "It is."), ("B", "no. Well it is not.")],
        [("A", "It is at the"), ("B", "end of the day. Well.")],
        [("A", "It is. And so"), ("B", "But no.")],
    ):
        assert shown(baselines.unfinished_edge(made(*turns))) == turns


def test_the_careful_form_wants_long_turns_without_a_mark() -> None:
    bare = made(("A", "It comes at the end of the"), ("B", "day. So you do not buy."))
    assert shown(baselines.careful_edge(bare))[0] == ("A", "It comes at the end of the day.")
    for turns in (
        [("A", "At the"), ("B", "day. So you do not buy.")],
        [("A", "It comes at the end of the,"), ("B", "day. So you do not buy.")],
    ):
        assert shown(baselines.careful_edge(made(*turns))) == turns


def test_words_are_kept() -> None:
    transcript = made(("A", "So we walked to the"), ("B", "park. Nice. And"), ("A", "then home."))
    for baseline in baselines.BASELINES:
        assert baseline.repair(transcript).words == transcript.words
