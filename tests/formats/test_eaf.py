"""ELAN documents: the traps of the format, one by one."""

from __future__ import annotations

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import build, read_text, to_text, write_back
from diarfix.formats.base import RawTurn
from diarfix.model import relabel


def document(tiers: str, slots: str = "", more: str = "") -> str:
    slots = slots or "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{n}000"/>' for n in range(10))
    return f"<ANNOTATION_DOCUMENT>{more}<TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"


def tier(attributes: str, *annotations: tuple[str, int, int, str]) -> str:
    inner = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{key}" TIME_SLOT_REF1="ts{a}" TIME_SLOT_REF2="ts{b}">'
        f"<ANNOTATION_VALUE>{said}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        for key, a, b, said in annotations
    )
    return f"<TIER {attributes}>{inner}</TIER>"


TWO = tier('TIER_ID="m" PARTICIPANT="Mara Quill"', ("a1", 1, 6, "one two three four")) + tier(
    'TIER_ID="Tobias"', ("a2", 2, 3, "Yes.")
)
GLOSS = '<TIER TIER_ID="g" PARENT_REF="m"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a9" ANNOTATION_REF="a1">' \
    "<ANNOTATION_VALUE>counting</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
WORDS = tier('TIER_ID="w" PARENT_REF="m"', ("a9", 1, 4, "one"))


def test_pieces_of_a_cut_are_read_together_whoever_speaks_meanwhile() -> None:
    source = read_text(document(TWO))
    labels = ["Mara Quill", "Mara Quill", "Zoe", "Zoe", "Tobias"]
    made = write_back(source, relabel(source, labels))
    again = read_text(made.text)
    assert again.text(0, 5) == "one two three four Yes."
    assert again.speakers == tuple(labels)
    assert [estimate.word for estimate in made.estimates] == [2]


def test_equal_starts_keep_their_order_when_tiers_change() -> None:
    tiers = tier('TIER_ID="A"', ("a2", 1, 2, "second")) + tier('TIER_ID="B"', ("a1", 1, 2, "first"))
    source = read_text(document(tiers))
    assert source.text(0, 2) == "first second"
    again = read_text(to_text(source, relabel(source, ["A", "B"])))
    assert (again.text(0, 2), again.speakers) == ("first second", ("A", "B"))


def test_a_speaker_can_overlap_himself_on_a_second_tier() -> None:
    source = read_text(document(TWO))
    again = read_text(to_text(source, relabel(source, ["Mara Quill"] * 5)))
    assert again.speakers == ("Mara Quill",) * 5
    assert 'TIER_ID="Mara Quill"' in again.source.text


@pytest.mark.parametrize("child", [GLOSS, WORDS], ids=["by reference", "by time"])
def test_annotations_that_others_depend_on_are_not_moved(child: str) -> None:
    source = read_text(document(TWO + child))
    assert source.text(0, 5) == "one two three four Yes."
    with pytest.raises(DiarfixError, match="depend on annotation a1") as caught:
        to_text(source, relabel(source, ["Tobias"] * 5))
    assert caught.value.code == "E203"
    named = to_text(source, relabel(source, ["Mara Novel"] * 4 + ["Tobias"]))
    assert named == source.source.text.replace("Mara Quill", "Mara Novel")


def test_a_tier_named_by_its_id_is_renamed_with_what_hangs_on_it() -> None:
    text = document(tier('TIER_ID="S1"', ("a1", 1, 2, "Hello.")) + GLOSS.replace('"m"', '"S1"'))
    source = read_text(text)
    assert to_text(source, relabel(source, ["Zoe"])) == text.replace('"S1"', '"Zoe"')


def test_unaligned_annotations_have_no_time_and_get_none() -> None:
    slots = '<TIME_SLOT TIME_SLOT_ID="ts0"/><TIME_SLOT TIME_SLOT_ID="ts1"/><TIME_SLOT TIME_SLOT_ID="ts2"/>'
    source = read_text(document(tier('TIER_ID="A"', ("a2", 1, 2, "and more"), ("a1", 0, 1, "So")), slots))
    assert source.text(0, 3) == "So and more"
    assert {word.start for word in source.words} == {None}
    made = write_back(source, relabel(source, ["A", "A", "B"]))
    assert "TIME_VALUE" not in made.text and not made.estimates
    again = read_text(made.text)
    assert (again.text(0, 3), again.speakers) == ("So and more", ("A", "A", "B"))


def test_the_last_used_id_is_raised() -> None:
    more = '<HEADER><PROPERTY NAME="lastUsedAnnotationId">41</PROPERTY></HEADER>'
    source = read_text(document(TWO, more=more))
    made = to_text(source, relabel(source, ["Zoe", "Tobias", "Zoe", "Zoe", "Tobias"]))
    assert ">43</PROPERTY>" in made and 'ANNOTATION_ID="a42"' in made and 'ANNOTATION_ID="a43"' in made


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('TIME_VALUE="2000"', 'TIME_VALUE="2.0"', "no whole number"),
        ('TIME_SLOT_REF2="ts3"', 'TIME_SLOT_REF2="ts99"', "no time slot 'ts99'"),
        ('TIME_SLOT_REF2="ts3"', "", "no TIME_SLOT_REF2"),
        ('TIME_SLOT_REF2="ts3"', 'TIME_SLOT_REF2="ts1"', "ends .* before it starts"),
        ("TIME_ORDER>", "TIMES>", "no annotation document with a TIME_ORDER"),
        ("<TIME_ORDER>", '<HEADER TIME_UNITS="PAL-frames"/><TIME_ORDER>', "PAL-frames"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(old: str, new: str, what: str) -> None:
    with pytest.raises(DiarfixError, match=what) as caught:
        read_text(document(TWO).replace(old, new))
    assert caught.value.code == "E203" and caught.value.place and caught.value.place.column


def test_turns_that_round_to_one_millisecond_keep_their_order() -> None:
    turns = [RawTurn("B", "one", 1.0001, 1.0002), RawTurn("A", "two", 1.0002, 1.5), RawTurn("", "three", 1.0003, 2.0)]
    made = build(turns, "eaf").transcript
    assert made.text(0, 3) == "one two three"
    assert "xsi:noNamespaceSchemaLocation" in made.source.text
