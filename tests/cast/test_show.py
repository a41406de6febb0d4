"""What a show's configuration knows: labels named, spellings kept, ads, phrases, roles, profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from diarfix import fix, read
from diarfix.config import Show, load
from diarfix.errors import DiarfixError
from diarfix.pipeline import Options, Result, cast_of
from diarfix.show import Known, Regulars, known_of, read_profile, recognise, show_renames, write_profile
from diarfix.show.profile import pooled, speech_by_label
from diarfix.show.record import matches

TALK = """Night Desk Host: Welcome to the desk. We have the tide tables and a long letter about eels to get through.
Bo Lindqvist: I read it twice. The eels were fine and the writer was not.
Pondlark: Pondlark builds your shop while you sleep.
Night Desk Host: And we are back. Stay dry and keep your boots by the door. That is what my aunt said.
Bo Lindquist: She was right about boots.
"""

KNOWN = Known(
    hosts=("Ana Ruiz",), guests=("Bo Lindqvist",), advertisers=("pond*",), labels=(("* Host", "Ana Ruiz"),),
)


def repaired(text: str, known: Known | None) -> Result:
    return fix(text, Options(model=False, flips=False, show=known))


def test_labels_get_the_names_that_the_configuration_gives() -> None:
    result = repaired(TALK, KNOWN)
    named = {edit.old: edit for edit in result.applied if edit.is_rename}
    assert named["Night Desk Host"].new == "Ana Ruiz" and named["Night Desk Host"].codes == ("SHOW002",)
    assert named["Pondlark"].new == "Pondlark Advertiser"
    assert "configuration names" in named["Night Desk Host"].reasons[0].message
    assert [word.text for word in result.repaired.words] == [word.text for word in result.original.words]


def test_a_misspelt_name_is_proposed_and_a_right_one_is_kept() -> None:
    result = repaired(TALK, KNOWN)
    waiting = {edit.old: edit for edit in result.waiting}
    assert waiting["Bo Lindquist"].new == "Bo Lindqvist" and waiting["Bo Lindquist"].codes == ("SHOW003",)
    assert "Bo Lindqvist" in result.repaired.labels and "Bo Lindquist" in result.repaired.labels
    far = repaired(TALK.replace("Bo Lindquist:", "Teodora Quist:"), KNOWN)
    assert not far.waiting


def test_two_labels_of_one_person_become_one() -> None:
    text = TALK.replace("Bo Lindquist:", "Day Desk Host:")
    assert repaired(text, KNOWN).repaired.labels == ("Ana Ruiz", "Bo Lindqvist", "Pondlark Advertiser")
    text = TALK.replace("Bo Lindquist:", "Ana Ruiz:")
    assert repaired(text, KNOWN).repaired.labels == ("Ana Ruiz", "Bo Lindqvist", "Pondlark Advertiser")


def test_a_label_that_is_named_outright_goes_before_one_that_is_misspelt() -> None:
    text = "Guest: Quite so.\nBo Lindquist: The tide tables were wrong again and nobody at the office minded.\n"
    known = Known(guests=("Bo Lindqvist",), labels=(("guest", "Bo Lindqvist"),))
    edits = {edit.old: edit for edit in show_renames(read(text), known).edits}
    assert edits["Guest"].safe and edits["Guest"].new == "Bo Lindqvist" and not edits["Bo Lindquist"].safe


def test_without_a_section_nothing_is_renamed() -> None:
    assert not show_renames(read(TALK), None).edits
    assert known_of(Show()) is None


def test_moves_reach_the_label_that_is_named() -> None:
    text = """Desk Host: It goes back to the lowest number there
Ben Marsh: is. Right, I see. And when do the boats come in?
Desk Host: At ten, most days, unless the fog is on the bar. You get used to it, you know, after a while.
Ben Marsh: Good. Thanks, Ann. That was all I wanted to ask you about today.
"""
    plain = repaired(text, None)
    assert plain.repaired.turns[0].end == 9, "the fragment is moved"
    named = repaired(text, Known(labels=(("desk*", "Ann Oake"),)))
    assert [turn.end for turn in named.repaired.turns] == [turn.end for turn in plain.repaired.turns]
    assert named.repaired.labels == ("Ann Oake", "Ben Marsh")


def test_a_phrase_is_evidence_for_a_person_to_see_and_never_safe() -> None:
    text = """Ana Ruiz: So when did you go out on the boat that morning? Was the water high?
Bo Lindqvist: It was high enough and brown. We lost two pots and the dog was sick on the chart.
Ana Ruiz: And then?
Bo Lindqvist: It rained until noon and the nets came up empty. And that is all there is to tell of it. Thank you \
so much for coming in today and do stay dry and keep your boots by the door.
Ana Ruiz: We will be back on Thursday with the tide tables.
"""
    known = Known(("Ana Ruiz",), ("Bo Lindqvist",), phrases=(("stay dry and keep your boots", "Ana Ruiz"),))
    result = repaired(text, known)
    found = [item for item in result.edits if "SHOW001" in item.edit.codes]
    assert found and all(item.state == "review" and item.edit.new == "Ana Ruiz" for item in found)
    assert not [item for item in repaired(text, None).edits if "SHOW001" in item.edit.codes]
    assert repaired(text, Known(phrases=(("stay dry and keep your boots", "Bo Lindqvist"),))).edits == ()


def spoken(marks: str, words: int) -> str:
    """Talk with some speaker's markers in it."""
    story = "the ferry came in at nine and nobody had a rope for it".split()
    own = marks.split()
    return " ".join(f"{own[at % len(own)]} {story[at % len(story)]}" for at in range(words // 2)) + "."


ANA, BO, OTHER = "well honestly right so maybe", "yeah basically you know like um", "indeed perhaps thank please very"


def known_regulars() -> Regulars:
    episode = read(f"Ana Ruiz: {spoken(ANA, 1600)}\nBo Lindqvist: {spoken(BO, 1600)}\nCy Vane: {spoken(OTHER, 900)}\n")
    return pooled([speech_by_label(episode)], ["Ana Ruiz", "Bo Lindqvist"])


def test_a_counted_label_is_recognised_by_how_it_talks_and_a_stranger_is_not() -> None:
    talk = f"Speaker 0: {spoken(BO, 700)}\nSpeaker 1: {spoken(ANA, 700)}\nSpeaker 2: {spoken(OTHER, 700)}\n"
    found = recognise(read(talk), known_regulars())
    assert {label: item.name for label, item in found.items()} == {"Speaker 0": "Bo Lindqvist", "Speaker 1": "Ana Ruiz"}
    assert recognise(read(talk), None) == {}
    assert recognise(read(f"Speaker 0: {spoken(BO, 300)}\nSpeaker 1: No.\n"), known_regulars()) == {}
    # Who has a label already is nobody else.
    taken = recognise(read(talk.replace("Speaker 2:", "Ana Ruiz:")), known_regulars())
    assert "Speaker 1" not in taken


def test_a_likely_name_stands_in_the_cast_and_renames_nothing() -> None:
    talk = f"Speaker 0: {spoken(BO, 700)}\nSpeaker 1: {spoken(OTHER, 700)}\n"
    result = repaired(talk, Known(regulars=known_regulars()))
    members = {member.label: member for member in cast_of(result).members}
    assert members["Speaker 0"].name == "Bo Lindqvist" and members["Speaker 0"].name_confidence >= 0.9
    assert any("talks most like" in clue.text for clue in members["Speaker 0"].clues)
    assert not [item for item in result.edits if item.edit.is_rename]


def test_a_profile_is_read_as_it_was_written(tmp_path: Path) -> None:
    regulars = known_regulars()
    write_profile(tmp_path / "p.json", regulars)
    assert read_profile(tmp_path / "p.json") == regulars


def test_roles_of_the_configuration_reach_the_cast() -> None:
    members = {member.label: member for member in cast_of(repaired(TALK, KNOWN)).members}
    assert members["Ana Ruiz"].role == "host" and members["Bo Lindqvist"].role == "guest"
    assert any("configuration" in clue.text for clue in members["Bo Lindqvist"].clues)


@pytest.mark.parametrize(
    ("pattern", "label", "fits"), [("* Host", "The Host", True), ("host", "Host", True), ("host", "Co-Host", False)]
)
def test_patterns(pattern: str, label: str, fits: bool) -> None:
    assert matches(pattern, label) is fits


def test_the_section_is_read_with_overrides_and_its_mistakes_are_told(tmp_path: Path) -> None:
    file = tmp_path / "diarfix.toml"
    file.write_text(
        '[show]\nhosts = ["Ana Ruiz"]\n[show.labels]\n"* Host" = "Ana Ruiz"\n'
        '[[overrides]]\nfiles = ["old/"]\nshow.hosts = ["Cy Vane"]\n'
    )
    config = load(file)
    assert config[Show].hosts == ("Ana Ruiz",) and config[Show].labels == {"* Host": "Ana Ruiz"}
    assert config.for_file(tmp_path / "old" / "a.txt")[Show].hosts == ("Cy Vane",)
    file.write_text("[show]\nhost = []\n")
    with pytest.raises(DiarfixError, match="did you mean 'hosts'"):
        load(file)
