"""What many tests share: where the shared data lies, and a transcript from a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the clone; tests that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the real data is not beside this clone (../shared)")
    return SHARED
