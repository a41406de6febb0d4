"""The diff: every change is in it, nothing else; it fits the width; colours only where they can be seen."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

import diarfix
from diarfix.render.blocks import blocks
from diarfix.render.diff import print_diff
from diarfix.render.summary import print_summary

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["tidewater-hour.txt", "two-kettles.txt", "harbour-table.md"])
def result(request: pytest.FixtureRequest) -> diarfix.Result:
    return diarfix.fix(ROOT / "seeds" / request.param, diarfix.Options(min_confidence=0.3))


def shown(result: diarfix.Result, width: int = 100, colour: bool = False) -> str:
    stream = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=stream, width=width, force_terminal=colour, highlight=False, color_system=system)
    print_diff(console, result)
    print_summary(console, result, "")
    return stream.getvalue()


def test_blocks_hold_every_change_and_nothing_else(result: diarfix.Result) -> None:
    found = blocks(result)
    inside = {at for block in found for at in range(block.start, block.end)}
    renames = [edit for edit in result.applied if edit.kind != "move"]
    renamed = diarfix.apply_edits(result.original, renames)
    for at, (before, after) in enumerate(zip(renamed.speakers, result.repaired.speakers, strict=True)):
        assert at in inside or before == after
    for block in found:
        assert block.before[0].start == block.after[0].start == block.start
        assert block.before[-1].end == block.after[-1].end == block.end
    assert {edit.id for block in found for edit in block.edits} == {e.id for e in result.applied if e.kind == "move"}


def test_every_move_is_shown_with_its_words_confidence_and_rules(result: diarfix.Result) -> None:
    text = " ".join(shown(result, width=400).split())
    for edit in result.applied:
        if edit.kind == "move":
            words = result.original.text(edit.start, edit.end)
            assert f"[-{words}-]" in text or f"[-{words} " in text or f" {words}-]" in text
            assert re.search(rf"{edit.id} {edit.confidence:.2f} .* {edit.codes[0]}", text)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_plain_text_has_no_colours_and_fits(result: diarfix.Result, width: int) -> None:
    text = shown(result, width)
    assert "\x1b" not in text
    lines = text.splitlines()
    assert all(line == line.rstrip() for line in lines)
    # Commands, label pairs and paths (as long as the clone's own) are never broken.
    whole = re.compile(r"diarfix review|^diff|^@@|everywhere|-> |seeds/")
    assert max(len(line) for line in lines if not whole.search(line)) <= width


def test_colours_stand_for_the_marks(result: diarfix.Result) -> None:
    coloured = shown(result, colour=True)
    assert "\x1b[9;31m" in coloured and "\x1b[1;32m" in coloured
    assert "[-" not in coloured.replace("\x1b[", "") and "{+" not in coloured


def test_nothing_changed_says_so() -> None:
    result = diarfix.fix("Ann: The boats go out.\nBen: They do. They come back, too.\nAnn: That is all.\n")
    assert "no turn changed" in shown(result)


def test_environment_rules_colours_and_width(monkeypatch: pytest.MonkeyPatch) -> None:
    from diarfix.render.screen import PIPED_WIDTH, console, has_colour

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert has_colour(console(io.StringIO()))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not has_colour(console(io.StringIO()))
    monkeypatch.delenv("FORCE_COLOR")
    assert console(io.StringIO()).width == PIPED_WIDTH
    monkeypatch.setenv("COLUMNS", "61")
    assert console(io.StringIO()).width == 61


def test_a_long_list_of_waiting_edits_is_cut_and_says_how_to_see_the_rest() -> None:
    result = diarfix.fix(ROOT / "seeds" / "two-kettles.txt", diarfix.Options(min_confidence=1.0))
    extra = tuple(item for item in result.edits if item.state == "review") * 8
    text = shown(replace(result, edits=extra), 40)
    assert f"and {len(extra) - 30} more: diarfix review " in text
    assert all(line == line.rstrip() for line in text.splitlines())
