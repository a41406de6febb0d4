"""Decisions that no longer fit a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from diarfix.render.facts import counted
from diarfix.render.screen import HEAD, QUIET, hanging

if TYPE_CHECKING:
    from diarfix.decisions import Decision


def print_lost(console: Console, lost: Sequence[Decision]) -> None:
    """One line a decision, and how to be rid of it."""
    noun = counted(len(lost), "decision no longer fits", "decisions no longer fit")
    console.print(Text(f"\n{noun} this transcript:"))
    for item in lost:
        lead = Text("  ").append(item.id.ljust(10), HEAD).append(f"{item.verdict}  ")
        about = Text(f"{item.old} -> {item.new}").append(f"  {item.anchor.inside}", QUIET)
        hanging(console, lead, about)
    console.print(Text("  forget them with diarfix review IN --undo ID", QUIET))
