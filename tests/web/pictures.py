"""The pictures of the documentation: `python -m tests.web.pictures` writes them to docs/pictures.

They show invented episodes of seeds/ and a made-up sound: a tone for each word, its pitch by speaker.
"""

from __future__ import annotations

import tempfile
import wave
from pathlib import Path
from typing import Any

import numpy as np

from diarfix.api import fix
from diarfix.model import Transcript
from diarfix.pages.clock import word_times
from diarfix.pages.report import report_page
from diarfix.pipeline import Options
from diarfix.review.session import Session
from diarfix.web.audio import Audio
from diarfix.web.desk import Desk
from tests.web.browser import chromium
from tests.web.conftest import serving

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs" / "pictures"
RATE = 8000


def main() -> None:
    """Every picture."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        source = Path(folder) / "two-kettles.txt"
        source.write_bytes((ROOT / "seeds" / "two-kettles.txt").read_bytes())
        session = Session.open(source, Options(), "Ann", lambda: "2026-01-01T00:00:00Z")
        sound = hum(session.original, Path(folder) / "two-kettles.wav")
        with serving(Desk(session), Audio(sound)) as address:
            shoot(browser, address, "review-web.png", (1280, 800), "light")
            shoot(browser, address, "review-web-narrow.png", (390, 844), "dark")
        page = Path(folder) / "report.html"
        page.write_text(report_page(fix(ROOT / "seeds" / "tidewater-hour.txt")), encoding="utf-8")
        shoot(browser, page.as_uri(), "report.png", (1280, 1000), "light")


def shoot(browser: Any, address: str, name: str, size: tuple[int, int], scheme: str) -> None:
    """One picture of the page as it opens."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    if "token" in address:
        page.wait_for_selector("html[data-ready]")
        page.wait_for_timeout(2500)
        # The place of the first suggestion, so that the bar shows it.
        page.keyboard.press(" ")
        page.wait_for_timeout(700)
    page.screenshot(path=OUT / name)
    context.close()


def hum(transcript: Transcript, target: Path) -> Path:
    """A tone for each word, as long as the episode."""
    times = word_times(transcript)
    assert times is not None
    sound = np.zeros(int((times[-1] + 1) * RATE), dtype=np.float32)
    for at, speaker in enumerate(transcript.speakers):
        begin, end = int(times[at] * RATE), int(times[at + 1] * RATE)
        if end - begin < 40:
            continue
        place = np.arange(end - begin) / RATE
        loud = 0.25 + 0.7 * (len(transcript.words[at].text) % 7) / 7
        pitch = 140 + 60 * transcript.labels.index(speaker)
        sound[begin:end] = loud * np.sin(2 * np.pi * pitch * place) * np.hanning(end - begin)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 12000).astype("<i2").tobytes())
    return target


if __name__ == "__main__":
    main()
