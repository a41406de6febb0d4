"""`diarfix report`: a page for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran


def test_the_command_writes_a_page_and_never_over_its_input(run: Callable[..., Ran], small: Path) -> None:
    out = small.with_name("made") / "report.html"
    assert run("report", small, "-o", out).code == 0
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")
    before = small.read_bytes()
    ran = run("report", small, "-o", small)
    assert ran.code == 2 and ran.err.startswith("error: E601 ")
    assert small.read_bytes() == before
    assert run("report", small).out == out.read_text("utf-8")
