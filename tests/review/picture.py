"""Draws docs/review.svg: the terminal's review of an invented episode, as it is.

    python -m tests.review.picture
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

import diarfix
from diarfix.pipeline import repair
from diarfix.review.terminal.app import ReviewApp
from tests.review.conftest import ROOT, SEEDS, on_copy

SIZE = (112, 30)

# The picture links fonts of another host, which a page that phones nowhere must not do.
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.S)


async def draw(folder: Path) -> str:
    """The first edit of an invented episode, as SVG."""
    session = on_copy(repair(diarfix.read(SEEDS / "harbour-table.md")), folder)
    app = ReviewApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await pilot.pause()
        return _FONTS.sub("", app.export_screenshot()).replace("Fira Code", "ui-monospace")


def main() -> None:
    """Write it."""
    with tempfile.TemporaryDirectory() as folder:
        (ROOT / "docs" / "review.svg").write_text(asyncio.run(draw(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
