"""What `simulate` made of a transcript."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.text import Text

from diarfix.render.screen import HEAD
from diarfix.simulate import RENAMES, Simulated


def print_simulated(console: Console, made: Simulated, raw: str, gold: str) -> None:
    """The files, then how many errors of each kind and how many words they hold."""
    console.print(Text(made.gold.source.name, HEAD).append(f" -> {raw}, {gold}", "not bold"), soft_wrap=True)
    counts = Counter(error.kind for error in made.errors)
    if not counts:
        console.print("  no errors")
    for kind, count in sorted(counts.items()):
        words = sum(error.words for error in made.errors if error.kind == kind)
        held = "" if kind in RENAMES else f", {words} word{'' if words == 1 else 's'}"
        console.print(f"  {kind.replace('_', ' '):<16}{count:>4}{held}")
