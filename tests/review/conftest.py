"""Episodes that are proposed on once and reviewed in every test, and a clock that ticks by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

import diarfix
from diarfix.decisions import Book, sidecar
from diarfix.pipeline import Options, Result, reconsidered, repair
from diarfix.review.session import Session, laid_out
from diarfix.review.store import Store, Target, beside

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared" / "seeds"

Opened = Callable[..., Session]

CAREFUL = Options(min_confidence=0.97)
"""With these enough waits for a person in the invented episodes."""


def ticking() -> Callable[[], str]:
    """A clock that goes on by a second a look."""
    seconds = count(1)

    def now() -> str:
        at = next(seconds)
        return f"2026-03-01T{at // 3600 % 24:02d}:{at // 60 % 60:02d}:{at % 60:02d}Z"

    return now


def session_on(
    result: Result, path: Path, options: Options | None = None, book: Book | None = None,
    propose: Callable[..., Result] = reconsidered,
) -> Session:
    """A session on edits that are proposed already, kept beside `path`; `propose` is asked for them anew."""
    store = Store(sidecar(path))
    desk, marks = laid_out(result, options or CAREFUL, book if book is not None else store.load())
    return Session(desk, marks, store, Target(beside(path), path), "Ann", ticking(), propose)


@pytest.fixture(scope="session")
def kettles_result() -> Result:
    """What is proposed on an invented episode."""
    return repair(diarfix.read(SEEDS / "two-kettles.txt"), CAREFUL)


@pytest.fixture(scope="session")
def tidewater_result() -> Result:
    """The same for one whose host has two labels."""
    return repair(diarfix.read(SEEDS / "tidewater-hour.txt"))


@pytest.fixture
def kettles(kettles_result: Result, tmp_path: Path) -> Iterator[Session]:
    """A review of it, from the beginning."""
    yield on_copy(kettles_result, tmp_path)


@pytest.fixture
def tidewater(tidewater_result: Result, tmp_path: Path) -> Iterator[Session]:
    """A review of the other."""
    yield on_copy(tidewater_result, tmp_path)


def on_copy(
    result: Result, folder: Path, options: Options | None = None, propose: Callable[..., Result] = reconsidered
) -> Session:
    """A session on a copy of the result's source in `folder`."""
    source = result.original.source
    path = folder / Path(source.name).name
    path.write_text(source.text, encoding="utf-8", newline="")
    return session_on(result, path, options, propose=propose)


def untouched(options: Options | None = None) -> Options:
    """Options under which nothing is made unless a person accepts it."""
    return replace(options or Options(), min_confidence=2.0)
