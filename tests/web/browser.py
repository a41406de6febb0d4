"""A real Chromium, or a reason why there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser; the test is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="the test-browser extra is not installed")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_api.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except sync_api.Error as problem:
            pytest.skip(f"no Chromium can be started: {str(problem).splitlines()[0]}")
        yield browser
        browser.close()
