"""The review line by line: everything in words, one command a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diarfix.review.plain import COMMANDS, run
from diarfix.review.session import Session
from diarfix.review.stand import Stand


def talk(session: Session, *lines: str) -> str:
    """What is said to these lines."""
    said: list[str] = []
    given = iter(lines)
    run(Stand(session), lambda: next(given, None), said.append)
    return "\n".join(said)


def test_an_episode_is_reviewed_to_the_end(kettles: Session) -> None:
    waiting = kettles.progress.left
    said = talk(kettles, "a", *["x"] * (waiting - 1), "write", "quit", "a")
    assert f"{waiting} edits wait" in said and "Nothing waits any more" in said and "wrote" in said
    assert kettles.progress.left == 0 and kettles.is_written and kettles.steps == (waiting, 0)


def test_the_edit_is_read_out_before_and_after_with_its_reason(kettles: Session) -> None:
    said = talk(kettles)
    item, waiting = kettles.queue()[0], kettles.progress.left
    told = f"Edit {item.id}, 1 of {waiting}: {item.old} to {item.new}, confidence {item.edit.confidence:.0%}, open."
    assert told in said
    assert "Before. " in said and "After. " in said and f"Why: {item.edit.reasons[0].code}, " in said
    assert "\x1b" not in said


def test_every_command_does_what_help_says(kettles: Session) -> None:
    said = talk(
        kettles, "help", "speakers", "progress", "1", "u", "redo", "to Dora Quill", "nudge start -1", "clear", "alike",
        "alike yes", "n", "p", "read 200", "give 3-5 bo", "split 700 2", "rename bo = Beau", "rename 2 = Ines from 900",
        "search the quiz", "go 12", "note who asks?", "filter state:made", "filter", "undo",
    )  # fmt: skip
    assert "Not done" not in said
    assert "1: Ines" in said and "gave 3 words to Bo" in said and "renamed Bo to Beau" in said
    assert kettles.corrected.speakers[3:6] == ("Beau",) * 3


@pytest.mark.parametrize(
    "line",
    ["fly", "nudge", "nudge up 1", "give", "give 5", "give x-y Bo", "split", "rename Bo", "rename Bo = X from y", "go",
     "search", "undo", "redo", "play", "7", "filter odd", "give 9999999 Bo", "nudge start -99999999999999999999"],
)  # fmt: skip
def test_what_cannot_be_done_is_said(kettles: Session, line: str) -> None:
    assert "Not done: " in talk(kettles, line)
    assert kettles.revision == 0


def test_every_short_command_is_in_help_or_has_a_long_one() -> None:
    assert all(isinstance(command, Callable) for command, _ in COMMANDS.values())  # type: ignore[arg-type]
    told = " ".join(about for _, about in COMMANDS.values())
    assert all(about or name in told for name, (_, about) in COMMANDS.items())
