"""TextGrids: the traps of the format, one by one."""

from __future__ import annotations

import time

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import build, read_bytes, read_text, to_bytes, to_text, write_back
from diarfix.formats.base import RawTurn
from diarfix.formats.convert import convert
from diarfix.formats.textgrid import number, tiled
from diarfix.model import relabel

HEAD = '"ooTextFile"\n"TextGrid"\n0\n9\n<exists>\n'
TWO = HEAD + '2\n"IntervalTier"\n"Mara"\n0\n9\n2\n0\n5\n"one two three four"\n5\n9\n""\n' \
    '"IntervalTier"\n"Tobias"\n0\n9\n3\n0\n2\n""\n2\n3\n"Yes."\n3\n9\n""\n'


def test_a_cut_interval_is_read_together_whoever_speaks_meanwhile() -> None:
    source = read_text(TWO)
    made = write_back(source, relabel(source, ["Mara", "Mara", "Zoe", "Zoe", "Tobias"]))
    again = read_text(made.text)
    assert [word.text for word in again.words] == ["one", "two", "three", "four", "Yes."]
    assert again.speakers == ("Mara", "Mara", "Zoe", "Zoe", "Tobias")
    assert [estimate.word for estimate in made.estimates] == [2]


def test_equal_starts_keep_their_order() -> None:
    text = TWO.replace('0\n2\n""\n2\n3\n"Yes."', '0\n1\n"Yes."\n1\n3\n""')
    source = read_text(text)
    assert source.text(0, 5) == "one two three four Yes."
    again = read_text(to_text(source, relabel(source, ["Zoe"] * 2 + ["Tobias"] * 2 + ["Mara"])))
    assert again.text(0, 5) == "one two three four Yes."
    assert again.speakers == ("Zoe", "Zoe", "Tobias", "Tobias", "Mara")


def test_a_speaker_can_overlap_himself_on_a_second_tier() -> None:
    source = read_text(TWO)
    again = read_text(to_text(source, relabel(source, ["Mara"] * 5)))
    assert set(again.speakers) == {"Mara"} and len(again.words) == 5


def test_a_tier_with_one_new_label_is_renamed() -> None:
    source = read_text(TWO)
    assert to_text(source, relabel(source, ["Mara"] * 4 + ["Okko"])) == TWO.replace('"Tobias"', '"Okko"')


def grid(*tiers: tuple[str, list[tuple[float, float, str]]]) -> str:
    """A short TextGrid of 9 seconds; gaps are empty intervals."""
    made = []
    for name, spoken in tiers:
        rows = [f'{number(start)}\n{number(end)}\n"{said}"' for start, end, said in tiled(spoken, 0, 9)]
        made.append(f'"IntervalTier"\n"{name}"\n0\n9\n{len(rows)}\n' + "\n".join(rows) + "\n")
    return HEAD + f"{len(made)}\n" + "".join(made)


ANN = ("Ann - words", [(0, 1, "So"), (1, 2, "it"), (2, 3, "is."), (5, 6, "No.")])
ANN_PHONES = ("Ann - phones", [(0, 0.5, "S"), (0.5, 1, "OW1"), (1, 2, "IH1"), (2, 2.5, "IH0"), (2.5, 3, "Z"),
                               (5, 6, "N")])
BO = ("Bo - words", [(3, 4, "Yes.")])
BO_PHONES = ("Bo - phones", [(3, 3.4, "Y"), (3.4, 4, "EH1")])


def test_phones_go_where_their_words_go() -> None:
    source = read_text(grid(ANN, ANN_PHONES, BO, BO_PHONES))
    assert source.speakers == ("Ann", "Ann", "Ann", "Bo", "Ann")
    made = to_text(source, relabel(source, ["Ann", "Ann", "Bo", "Bo", "Ann"]))
    assert made == grid(
        (ANN[0], [ANN[1][0], ANN[1][1], (2, 3, ""), (3, 5, ""), ANN[1][3]]),
        (ANN_PHONES[0], [*ANN_PHONES[1][:3], (2, 2.5, ""), (2.5, 3, ""), (3, 5, ""), ANN_PHONES[1][5]]),
        (BO[0], [(0, 2, ""), (2, 3, "is."), (3, 4, "Yes.")]),
        (BO_PHONES[0], [(0, 2, ""), (2, 2.5, "IH0"), (2.5, 3, "Z"), (3, 3.4, "Y"), (3.4, 4, "EH1")]),
    )


def test_a_new_speaker_gets_tiers_of_words_and_phones() -> None:
    source = read_text(grid(ANN, ANN_PHONES, BO, BO_PHONES))
    made = to_text(source, relabel(source, ["Zoe", "Ann", "Ann", "Bo", "Ann"]))
    assert made.endswith(
        grid(("Zoe - words", [(0, 1, "So")]), ("Zoe - phones", [(0, 0.5, "S"), (0.5, 1, "OW1")]))[len(HEAD) + 2 :])
    assert read_text(made).speakers == ("Zoe", "Ann", "Ann", "Bo", "Ann")


def test_phones_are_renamed_with_their_words() -> None:
    text = grid(ANN, ANN_PHONES, BO, BO_PHONES)
    source = read_text(text)
    made = to_text(source, relabel(source, ["Ann", "Ann", "Ann", "Zoe", "Ann"]))
    assert made == text.replace("Bo - ", "Zoe - ")


def test_a_cut_falls_between_phones_and_tiers_of_other_parts_follow_too() -> None:
    words = ("Ann - words", [(0, 4, "So it")])
    source = read_text(grid(words, ("Ann - syllables", [(0, 1, "s"), (1, 4, "i")]), BO, BO_PHONES))
    assert source.speakers == ("Ann", "Ann", "Bo")
    made = to_text(source, relabel(source, ["Ann", "Bo", "Bo"]))
    again = read_text(made)
    assert again.speakers == ("Ann", "Bo", "Bo") and again.words[0].end == pytest.approx(1, abs=1e-5)
    assert '"Bo - syllables"' in made and made.index('"Bo - syllables"') < made.index('"i"')


def test_two_tiers_of_one_speaker_keep_their_own_phones() -> None:
    twice = ("Ann - words", [(0.5, 1.5, "Hm.")])
    source = read_text(grid(ANN, ANN_PHONES, twice, ("Ann - phones", [(0.5, 1.5, "HH")]), BO, BO_PHONES))
    where = [word.text for word in source.words].index("Hm.")
    labels = ["Bo" if at == where else label for at, label in enumerate(source.speakers)]
    made = to_text(source, relabel(source, labels))
    assert made.index('"Bo - phones"') < made.index('"HH"') and made.index('"OW1"') < made.index('"Bo - words"')


def test_comments_and_utf16_stay() -> None:
    text = TWO.replace('"Mara"', '"Márta" ! the "host"\nname').replace("one", 'øne ""x""')
    data = ("\ufeff" + text).encode("utf-16-be")
    source = read_bytes(data, "x")
    assert source.labels == ("Márta", "Tobias") and source.words[1].text == '"x"'
    assert to_bytes(to_text(source, source), source.source) == data


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (TWO.replace('"Yes."', '"Yes.'), "x:28:1"),
        (TWO.replace("2\n3\n", "3\n2\n"), "x:27:1"),
        (TWO.replace('"IntervalTier"', '"Tier"', 1), "x:7:1"),
        (TWO.replace("0\n9\n3\n", "0\n9\n4\n"), "x:31:3"),
        (TWO.replace("0\n9\n3\n", "0\n9\n2\n"), "x:29:1"),
        (TWO.replace("<exists>\n2", "<exists>\n1"), "x:18:1"),
        (TWO.replace("5\n9\n", "4\n9\n"), "x:15:1"),
    ],
)
def test_malformed_grids_are_placed(text: str, place: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x", "textgrid")
    assert caught.value.code == "E203"
    assert str(caught.value.place) == place


def test_lenient_corrects_counts() -> None:
    notes: list[str] = []
    text = TWO.replace("0\n9\n3\n", "0\n9\n7\n").replace("<exists>\n2", "<exists>\n5")
    made = read_text(text, "x", None, lambda repair: notes.append(repair.what))
    assert made.source.text == TWO
    assert notes == ["the number of tiers was 5 and is 2", "the size of a tier was 7 and is 3"]


def test_turns_out_of_time_order_say_so() -> None:
    turns = [RawTurn("A", "late words", 5.0, 6.0), RawTurn("B", "early", 1.0, 2.0)]
    source = build(turns, "vtt").transcript
    line = "order: turns stand side by side in textgrid, and are read in the order of their times"
    assert line in convert(source, "textgrid").losses


@pytest.mark.parametrize("body", ['"' * 400_001, "0 " * 200_000, '"a ' * 100_000 + '"', "!" * 400_000, "x" * 400_000])
def test_hostile_grids_take_linear_time(body: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(DiarfixError):
        read_text(HEAD + body, "x", "textgrid", lambda repair: None)
    assert time.perf_counter() - begin < 10
