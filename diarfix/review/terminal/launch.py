"""Starting the terminal's review: which theme, and what to say where it cannot run."""

from __future__ import annotations

from collections.abc import Mapping

from diarfix.config import Review
from diarfix.review.keys import remapped
from diarfix.review.player import Player
from diarfix.review.session import Session
from diarfix.review.terminal.app import ReviewApp


def run(session: Session, chosen: Review, player: Player | None, environ: Mapping[str, str], ask: bool) -> None:
    """Review until the person leaves. `ask` asks whether to write even where nothing was decided. Raises E601."""
    keys = remapped(chosen.keys)
    ReviewApp(session, player, keys, is_dark(chosen.theme, environ), ask).run()


def is_dark(theme: str, environ: Mapping[str, str]) -> bool:
    """Whether the terminal's ground is dark, as far as it says.

    >>> is_dark("auto", {}), is_dark("auto", {"COLORFGBG": "0;15"}), is_dark("dark", {"COLORFGBG": "0;15"})
    (True, False, True)
    """
    if theme != "auto":
        return theme == "dark"
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return not (ground.isdigit() and int(ground) in (7, *range(9, 16)))
