"""The same repair in every format: an episode written in each, fixed there and converted back.

Nothing depends on the format an episode happens to be in: every word ends under the speaker it gets in plain text.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import diarfix
from diarfix.formats import FORMATS, Format, Holds, build, raw_turns, read_path, read_text
from diarfix.formats.base import RawTurn
from diarfix.formats.convert import convert
from diarfix.model import Transcript
from tests.formats.fixture_view import NEW_LABELS

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
EPISODES = ("tidewater-hour.txt",)
REAL = SEEDS.parents[1] / "shared" / "seeds" / "big-technology-2026-01-14.txt"
WHOLE = [item for item in FORMATS if item.build and {Holds.WORDS, Holds.SPEAKERS, Holds.NAMES} <= item.holds]


def episode(name: str, times: bool) -> Transcript:
    """A seed episode as plain text without its notes, or with the time and confidence of every word."""
    path = REAL if name == REAL.name else SEEDS / name
    if not path.is_file():
        pytest.skip("the real episode is not beside this clone")
    turns = raw_turns(read_path(path), times=False)
    return build(_timed(turns), "whisperx").transcript if times else build(turns, "name-lines").transcript


def _timed(turns: list[RawTurn]) -> list[RawTurn]:
    """About three words a second; a turn begins half a second after the last one, every fifth before it ends."""
    made, clock = [], 1.0
    for number, turn in enumerate(turns):
        words = []
        for at, word in enumerate(turn.tokens):
            words.append(replace(word, start=round(clock, 3), end=round(clock + 0.25, 3), confidence=0.5 + at % 5 / 10))
            clock += 0.32
        made.append(replace(turn, words=tuple(words), time=words[0].start, until=words[-1].end))
        # Never before the last turn begins: tiers have no order but that of time.
        clock = max(clock - 0.4, (words[0].start or 0.0) + 0.05) if number % 5 == 4 else clock + 0.5
    return made


@cache
def repaired(name: str, times: bool) -> Transcript:
    """What the repair makes of the episode itself."""
    result = diarfix.fix(episode(name, times))
    assert result.applied
    return result.repaired


@pytest.mark.slow
@pytest.mark.parametrize("times", [False, True], ids=["as it is", "with times"])
@pytest.mark.parametrize("name", [*EPISODES, REAL.name])
@pytest.mark.parametrize("target", WHOLE, ids=lambda item: item.id)
def test_every_format_gives_the_same_speakers(target: Format, name: str, times: bool) -> None:
    source = episode(name, times)
    document = read_text(convert(source, target.id).transcript.source.text)
    assert document.source.format == target.id
    fixed = read_text(diarfix.to_text(diarfix.fix(document)), format_id=target.id)
    back = convert(fixed, "name-lines").transcript
    expected = convert(repaired(name, times), "name-lines").transcript
    assert [word.text for word in back.words] == [word.text for word in expected.words]
    assert back.speakers == expected.speakers


def test_formats_that_hold_any_name_are_put_to_it() -> None:
    assert {item.id for item in FORMATS if item.build} - {item.id for item in WHOLE} <= {*NEW_LABELS, "ctm", "rttm"}
