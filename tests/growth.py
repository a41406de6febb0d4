"""How work grows with its input: lines of diarfix that run, which no busy machine changes, and not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import diarfix

PACKAGE = str(Path(diarfix.__file__).parent)


def lines(work: Callable[[], object]) -> int:
    """The lines of diarfix that `work` runs, loops in comprehensions included."""
    count = 0

    def line(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, arg: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
