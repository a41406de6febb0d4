"""The quote guard: quotes are read, found, attributed, and are evidence of who said them."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from diarfix import DiarfixError, fix, read
from diarfix.pipeline import Options, checked_quotes
from diarfix.quotes import Quote, check_quotes, noted_quotes, parse_quotes, read_quotes
from diarfix.render import screen
from diarfix.render.quotes import print_quotes

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ALONE = Options(model=False, flips=False)

TALK = """Ana Ruiz: The tide comes in twice a day, and nobody has ever been able to send it away again. What is it like?
Bo Lind: It is like keeping a very large and very punctual cow. You milk it when it says so, and not before that.
Ana Ruiz: And when you are late for it?
Bo Lind: Then the water walks past you. It does not even slow down to say that it is sorry about your plans.
"""
NAMES = {"Ana Ruiz": "Ana Ruiz", "Bo Lind": "Bo Lind"}


@pytest.mark.parametrize(
    ("text", "who", "times"),
    [
        ("“You only have to move it.” — Maren Tollefsby [06:31]", "Maren Tollefsby", (391.0,)),
        ('Maren Tollefsby: "You only have to move it." (6:31)', "Maren Tollefsby", (391.0,)),
        ('> "You only have to move it." - **Maren Tollefsby**, 1:06:31 & 1:07:02', "Maren Tollefsby", (3991.0, 4022.0)),
        ("Quote:\n“You only have to move it.”", "", ()),
        ("He called it “a very good and solid day”, and left.", "", ()),
    ],
)
def test_read(text: str, who: str, times: tuple[float, ...]) -> None:
    found = parse_quotes(text)
    assert [(quote.who, quote.times) for quote in found] == [(who, times)]


def test_short_words_in_quotation_marks_are_no_quotes() -> None:
    assert parse_quotes("The “old mill house” and 'that'.") == ()


@pytest.mark.parametrize(
    ("said", "who", "verdict", "label"),
    [
        ("It is like keeping a very large and very punctual cow", "Bo Lind", "agrees", "Bo Lind"),
        ("It's like keeping a very large, punctual cow", "Bo", "agrees", "Bo Lind"),
        ("It is like keeping … cow. You milk it when it says so", "Bo Lind", "agrees", "Bo Lind"),
        ("Then the water walks past you", "Ana Ruiz", "other speaker", "Bo Lind"),
        ("Then the water walks past you", "", "no name given", "Bo Lind"),
        ("Then the water walks past you", "Cy Marsh", "speaker unknown", "Bo Lind"),
        ("You milk it when it says so, and not before that. And when you are late", "Bo Lind", "several speakers",
         "Bo Lind"),
        ("A mill is a clock that someone forgot to wind", "Bo Lind", "not found", ""),
    ],
)
def test_verdicts(said: str, who: str, verdict: str, label: str) -> None:
    quote = Quote(said, who, (), 1)
    found = check_quotes(read(TALK), [quote], NAMES)
    assert [(item.verdict, item.label) for item in found] == [(verdict, label)]


def test_all_quotes_of_the_seed_are_found_under_the_guest() -> None:
    result = fix(SEEDS / "tidewater-hour.txt", ALONE)
    checked = checked_quotes(result, noted_quotes(result.original))
    assert [item.verdict for item in checked] == ["agrees"] * 5
    lines = (SEEDS / "tidewater-hour.txt").read_text(encoding="utf-8").splitlines()
    assert all(item.quote.text[:20] in lines[item.quote.line - 1] for item in checked)


def test_all_quotes_of_the_real_episode_are_found_under_the_guest(shared: Path) -> None:
    result = fix(shared / "seeds" / "big-technology-2026-01-14.txt", ALONE)
    checked = checked_quotes(result, noted_quotes(result.original))
    assert [(item.verdict, item.label) for item in checked] == [("agrees", "Arthur Mensch")] * 8


def test_a_quote_is_evidence_of_who_said_it() -> None:
    swallowed = TALK.replace("\nBo Lind: Then the", " Then the")
    assert swallowed != TALK
    quote = Quote("Then the water walks past you. It does not even slow down", "Bo Lind", (), 1)
    plain, told = (fix(read(swallowed), Options(model=False, quotes=given)) for given in (None, (quote,)))
    at = next(number for number, word in enumerate(told.original.words) if word.text == "Then")
    assert plain.repaired.speakers[at] == "Ana Ruiz"
    moved = [item.edit for item in told.edits if item.edit.start <= at < item.edit.end]
    assert [edit.new for edit in moved] == ["Bo Lind"]
    assert "QUOTE001" in moved[0].codes
    # A quote alone is a reason to ask a person, not to act.
    assert moved[0] not in told.applied


def test_a_quote_keeps_words_where_they_are() -> None:
    quote = Quote("You milk it when it says so, and not before that", "Bo Lind", (), 1)
    result = fix(read(TALK), Options(model=False, quotes=(quote,)))
    assert result.repaired.speakers == result.original.speakers


def test_a_file_of_quotes(tmp_path: Path) -> None:
    path = tmp_path / "quotes.txt"
    path.write_text("Intro\n“Then the water walks past you.” — Bo Lind\n", encoding="utf-8")
    assert [(quote.who, quote.line, quote.file) for quote in read_quotes(path)] == [("Bo Lind", 2, str(path))]
    path.write_text("nothing is quoted here\n", encoding="utf-8")
    with pytest.raises(DiarfixError, match="E602"):
        read_quotes(path)


def test_told_in_lines() -> None:
    result = fix(SEEDS / "tidewater-hour.txt", ALONE)
    wrong = Quote("I say you're right, it changes", "Corwin Maddock", (), 3, "notes.txt")
    checked = checked_quotes(result, (*noted_quotes(result.original), wrong))
    told = StringIO()
    print_quotes(screen.console(told), checked, result.original)
    text = told.getvalue()
    assert "5 of 6 stand under the one who is named" in text
    assert "named is Corwin Maddock, but the words are Maren Tollefsby's" in " ".join(text.split())
