"""The cast: names from what is said, roles with their reasons, ads, and how it is told."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from diarfix import fix, read
from diarfix.cast import Cast, Member
from diarfix.cast.notes import noted_people
from diarfix.pipeline import Options, cast_of
from diarfix.render import screen
from diarfix.render.cast import cast_json, print_cast

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ALONE = Options(model=False, flips=False)

SHOW = """Speaker 0: Welcome to Slack Water, everyone. My guest today is Josie Marr, who keeps bees. Josie, welcome.
Speaker 1: Thanks for having me. I am glad to be here.
Speaker 0: How did that start, Josie?
Speaker 1: Well, my aunt left me nine hives and a book with half its pages eaten. I had no idea what I was doing.
Speaker 0: Thanks, Josie. And thank you all for listening. See you next week.
"""


def cast(source: str | Path) -> dict[str, Member]:
    return {member.label: member for member in whole(source).members}


def whole(source: str | Path) -> Cast:
    return cast_of(fix(source, ALONE))


@pytest.mark.parametrize(
    ("seed", "roles"),
    [
        (
            "tidewater-hour.txt",
            {
                "Corwin Maddock": "host", "Quillowby Insurance Advertiser": "advertiser", "Maren Tollefsby": "guest",
                "Pondlark Advertiser": "advertiser",
            },
        ),
        ("two-kettles.txt", {"Ines": "host", "Bo": "co-host", "Teodora Quist": "guest"}),
        (
            "harbour-table.gold.md",
            {
                "Marit Oakes": "host", "Ngozi Farrow": "guest", "Pilar Esk": "guest", "Tobias Rudd": "guest",
                "Wen Castellan": "guest",
            },
        ),
        (
            "kestrel-q3-call.gold.txt",
            {
                "Operator": "operator", "Marcus Oyelaran": "executive", "Helen Brandt": "executive",
                "Dana Whitlock": "executive", "Priya Nandakumar": "analyst", "Tom Achterberg": "analyst",
                "Lucia Moreau": "analyst", "Jerome Tibbs": "analyst",
            },
        ),
    ],
)
def test_roles_of_the_seeds(seed: str, roles: dict[str, str]) -> None:
    found = cast(SEEDS / seed)
    assert {label: member.role for label, member in found.items()} == roles
    assert all(member.clues for member in found.values())


@pytest.mark.parametrize(
    ("seed", "names"),
    [
        ("tidewater-hour.txt", {"Corwin Maddock", "Maren Tollefsby"}),
        ("two-kettles.txt", {"Ines", "Bo", "Teodora Quist"}),
        ("harbour-table.md", {"Marit Oakes", "Ngozi Farrow", "Pilar Esk", "Tobias Rudd", "Wen Castellan"}),
        (
            "kestrel-q3-call.txt",
            {
                "Dana Whitlock", "Marcus Oyelaran", "Helen Brandt", "Priya Nandakumar", "Tom Achterberg",
                "Lucia Moreau", "Jerome Tibbs",
            },
        ),
    ],
)
def test_everyone_on_the_seeds_is_named(seed: str, names: set[str]) -> None:
    found = whole(SEEDS / seed)
    assert {member.name for member in found.members if member.name} == names
    assert found.absent == ()
    # Who is not named is the operator, an advertiser, or a label with hardly any words.
    rest = [member for member in found.members if not member.name]
    assert all(member.role in ("operator", "advertiser") or member.words < 20 for member in rest)


def test_the_real_episode(shared: Path) -> None:
    found = cast(shared / "seeds" / "big-technology-2026-01-14.txt")
    people = {member.name: member.role for member in found.values() if member.name}
    assert people == {"Alex Kantrowitz": "host", "Arthur Mensch": "guest"}
    host = found["Alex Kantrowitz"]
    # Three ads are the host's own reading; the inserted ones have labels of their own.
    assert len(host.raw) == 2
    assert host.ad_words > 150


def test_names_come_from_what_is_said() -> None:
    found = cast(SHOW)
    assert found["Speaker 1"].name == "Josie Marr"
    assert found["Speaker 1"].role == "guest"
    assert (found["Speaker 0"].name, found["Speaker 0"].role) == ("", "host")


def test_nobody_is_who_they_call() -> None:
    text = "Speaker 0: So, Josie, what now?\nSpeaker 1: So, Josie, I ask you the same.\nSpeaker 0: We wait.\n"
    assert {member.name for member in cast(text).values()} == {""}


def test_a_label_that_is_a_name_keeps_it() -> None:
    assert cast(SHOW.replace("Speaker 1", "Ana Ruiz"))["Ana Ruiz"].name == "Ana Ruiz"


def test_who_is_announced_and_has_no_label() -> None:
    call = SEEDS / "kestrel-q3-call.txt"
    assert "Tom Achterberg" in cast_of(fix(call, replace(ALONE, people=False))).absent
    assert "Tom Achterberg" not in whole(call).absent
    assert whole(SEEDS / "kestrel-q3-call.gold.txt").absent == ()


def test_inserted_ads_get_an_advertiser_label() -> None:
    ad = (
        "You have got the name and the logo. Pondlark builds your shop while you sleep. Start free for thirty days"
        " at pondlark.example, and use code QUILL for ten percent off."
    )
    result = fix(SHOW + f"Speaker 2: {ad}\n", ALONE)
    assert "Pondlark Advertiser" in result.repaired.labels
    read_out = fix(SHOW + f"Speaker 0: {ad}\n", ALONE)
    assert "Pondlark Advertiser" not in read_out.repaired.labels
    host = next(member for member in cast_of(read_out).members if member.role == "host")
    assert [brand for _, _, brand in host.ads] == ["Pondlark"]


def test_show_notes() -> None:
    text = (SEEDS / "tidewater-hour.txt").read_text(encoding="utf-8")
    assert noted_people(read(text)) == (("Corwin Maddock", "host"), ("Maren Tollefsby", "guest"))


@pytest.mark.parametrize("width", [60, 120])
def test_told_in_text_and_json(width: int) -> None:
    result = fix(SEEDS / "kestrel-q3-call.txt", ALONE)
    found = cast_of(result)
    told = StringIO()
    console = screen.console(told)
    console.width = width
    print_cast(console, found, result.original)
    text = told.getvalue()
    assert all(member.label in text for member in found.members)
    # The first line names the file, whose path may be long.
    assert max(map(len, text.splitlines()[1:])) <= width
    data = json.loads(cast_json(found, (), result.original))
    assert [member["label"] for member in data["members"]] == list(result.repaired.labels)
    assert data["members"][0]["evidence"][0]["line"] == 1
    again = cast_of(fix(SEEDS / "kestrel-q3-call.txt", ALONE))
    assert cast_json(again, (), result.original) == cast_json(found, (), result.original)
