"""ELAN documents: the traps of the format, one by one."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pympi
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


def typed(text: str) -> str:
    return text.replace("<TIER ", '<TIER LINGUISTIC_TYPE_REF="default-lt" ')


TWO = tier('TIER_ID="m" PARTICIPANT="Mara Quill"', ("a1", 1, 6, "one two three four")) + tier(
    'TIER_ID="Tobias"', ("a2", 2, 3, "Yes.")
)


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


TYPES = "".join(
    f'<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="{key}" CONSTRAINTS="{kind}" TIME_ALIGNABLE="{timed}"'
    ' GRAPHIC_REFERENCES="false"/>'
    for key, kind, timed in [("gloss", "Symbolic_Association", "false"), ("morphs", "Symbolic_Subdivision", "false"),
                             ("words", "Time_Subdivision", "true"), ("laughs", "Included_In", "true")]
) + '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true" GRAPHIC_REFERENCES="false"/>'


def referring(attributes: str, *annotations: tuple[str, str, str | None, str]) -> str:
    inner = "".join(
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{key}" ANNOTATION_REF="{parent}"'
        + (f' PREVIOUS_ANNOTATION="{before}"' if before else "")
        + f"><ANNOTATION_VALUE>{said}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
        for key, parent, before, said in annotations
    )
    return f"<TIER {attributes}>{inner}</TIER>"


GLOSS = referring('TIER_ID="gloss@m" PARENT_REF="m" LINGUISTIC_TYPE_REF="gloss"', ("a8", "a1", None, "counting"))
MORPHS = referring('TIER_ID="morphs@m" PARENT_REF="m" LINGUISTIC_TYPE_REF="morphs"', ("a10", "a1", None, "ONE"),
                   ("a11", "a1", "a10", "TWO"), ("a12", "a1", "a11", "THREE"), ("a13", "a1", "a12", "FOUR"))
WORDS = tier('TIER_ID="words@m" PARENT_REF="m" LINGUISTIC_TYPE_REF="words"', ("a20", 1, 2, "one"), ("a21", 2, 4, "two"),
             ("a22", 4, 5, "three"), ("a23", 5, 6, "four"))
TAGS = referring('TIER_ID="tags@m" PARENT_REF="words@m" LINGUISTIC_TYPE_REF="gloss"', ("a30", "a21", None, "NUM"),
                 ("a31", "a23", None, "LAST"))
LAUGHS = tier('TIER_ID="laughs@m" PARENT_REF="m" LINGUISTIC_TYPE_REF="laughs"', ("a40", 3, 5, "ha"))


def loaded(text: str, tmp_path: Path) -> tuple[pympi.Eaf, dict[str, list[tuple[str, str | None]]]]:
    """The document as pympi reads it, valid as ELAN asks: tiers with their annotations' texts and parents' ids."""
    head = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="' \
        'http://www.mpi.nl/tools/elan/EAFv3.0.xsd" AUTHOR="" DATE="" FORMAT="3.0" VERSION="3.0">' \
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>'
    path = tmp_path / "made.eaf"
    path.write_text(text.replace("<ANNOTATION_DOCUMENT>", f"<ANNOTATION_DOCUMENT {head}"), "utf-8")
    made = pympi.Eaf(str(path))
    kinds = {key: value.get("CONSTRAINTS") for key, value in made.linguistic_types.items()}
    seen: dict[str, list[tuple[str, str | None]]] = {}
    ids: list[str] = []
    for name, (aligned, refs, attributes, _) in made.tiers.items():
        kind, parent = kinds[attributes["LINGUISTIC_TYPE_REF"]], attributes.get("PARENT_REF")
        assert parent is None or parent in made.tiers
        above = set(made.tiers[parent][0]) | set(made.tiers[parent][1]) if parent else set()
        for owner, previous, *_ in ((item[0], item[2]) for item in refs.values()):
            assert owner in above, f"{name}: {owner} is not on its parent tier"
            assert previous is None or refs[previous][0] == owner, f"{name}: a chain runs over two parents"
        spans = sorted((made.timeslots[a], made.timeslots[b]) for a, b, *_ in aligned.values())
        assert all(a < b for a, b in spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
        if parent and kind in ("Time_Subdivision", "Included_In"):
            for low, high in ((made.timeslots[a], made.timeslots[b]) for a, b, *_ in made.tiers[parent][0].values()):
                mine = [one for one in spans if one[0] < high and one[1] > low]
                assert all(low <= one[0] and one[1] <= high for one in mine), f"{name} leaves its parent"
                if mine and kind == "Time_Subdivision":
                    assert (mine[0][0], mine[-1][1]) == (low, high) and all(a[1] == b[0] for a, b in pairwise(mine))
        ids += [*aligned, *refs]
        seen[name] = [(item[2], None) for item in aligned.values()] + [(item[1], item[0]) for item in refs.values()]
    assert len(ids) == len(set(ids))
    return made, seen


@pytest.mark.parametrize("child", [GLOSS, MORPHS, WORDS, WORDS + TAGS, LAUGHS, GLOSS + MORPHS + WORDS + TAGS + LAUGHS],
                         ids=["association", "chain", "words", "words and tags", "included", "all"])
@pytest.mark.parametrize("labels", ["TTTTT", "MTTTT", "MMTTT", "TTMMM", "MZZTM", "ZTZTZ", "ZZZZM"])
@pytest.mark.parametrize("theirs", [False, True], ids=["tiers made", "tiers there"])
def test_what_depends_on_an_annotation_goes_with_it(child: str, labels: str, theirs: bool, tmp_path: Path) -> None:
    there = child.replace("@m", "@t").replace('PARENT_REF="m"', 'PARENT_REF="Tobias"') if theirs else ""
    there = re.sub("<ANNOTATION>.*?</ANNOTATION>", "", there)
    text = document(typed(TWO) + child + there + TYPES)
    source = read_text(text)
    names = {"M": "Mara Quill", "T": "Tobias", "Z": "Zoe"}
    made = to_text(source, relabel(source, [names[one] for one in labels]))
    again = read_text(made)
    assert [word.text for word in again.words] == [word.text for word in source.words]
    assert again.speakers == tuple(names[one] for one in labels)
    _, before = loaded(text, tmp_path)
    _, seen = loaded(made, tmp_path)
    texts = sorted(said for items in before.values() for said, _ in items if said != "one two three four")
    left = sorted(said for items in seen.values() for said, _ in items)
    assert set(texts) <= set(left), "a dependent annotation is lost"


def test_words_in_time_say_when_an_annotation_is_cut() -> None:
    source = read_text(document(typed(TWO) + WORDS + TYPES))
    made = write_back(source, relabel(source, ["Mara Quill", "Mara Quill", "Tobias", "Tobias", "Tobias"]))
    assert made.estimates == ()
    assert 'ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts4"' in made.text
    assert made.text.count("<TIME_SLOT ") == source.source.text.count("<TIME_SLOT ")


def test_a_chain_of_as_many_as_words_is_parted_and_others_stay_with_the_first_piece(tmp_path: Path) -> None:
    source = read_text(document(typed(TWO) + MORPHS + GLOSS + TYPES))
    made = to_text(source, relabel(source, ["Mara Quill", "Mara Quill", "Tobias", "Tobias", "Tobias"]))
    _, seen = loaded(made, tmp_path)
    assert [said for said, _ in seen["morphs@m"]] == ["ONE", "TWO"]
    assert [said for said, _ in seen["morphs@Tobias"]] == ["THREE", "FOUR"]
    assert [said for said, _ in seen["gloss@m"]] == ["counting"] and "gloss@Tobias" not in seen


def test_times_that_are_missing_where_something_depends_on_them_are_refused() -> None:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}"/>' for n in range(10))
    source = read_text(document(typed(TWO) + LAUGHS + TYPES, slots))
    with pytest.raises(DiarfixError, match="annotation a1, which has no times") as caught:
        to_text(source, relabel(source, ["Tobias"] * 5))
    assert caught.value.code == "E203"


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
