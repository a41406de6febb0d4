"""What many tests share: where the shared data lies, and a transcript from a few lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from diarfix.model import Source, Transcript, Turn, Word

Pairs = Sequence[tuple[str, str]]

SHARED = Path(__file__).resolve().parents[2] / "shared"

HOSTILE: Pairs = (
    ("<script>alert(1)</script>", "I went to <b>the</b> & harbour and ]]> the"),
    ("Quo\"te's", 'boats were out. Is it "far"?'),
    ("דוד לוי", "Yes, it is. שלום \u202e to you."),
    ("con\x07trol\u202e", "x" * 5000 + " is a word\x00 too."),
    ("L" * 300, "Right."),
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the clone; tests that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the real data is not beside this clone (../shared)")
    return SHARED


def made_of(pairs: Pairs, name: str = "episode.txt") -> Transcript:
    """A transcript of `(label, text)` turns."""
    words: list[Word] = []
    turns: list[Turn] = []
    text = ""
    for speaker, said in pairs:
        start = len(words)
        for word in said.split():
            words.append(Word(word, len(text), len(text) + len(word)))
            text += word + " "
        turns.append(Turn(speaker, start, len(words)))
        text += "\n"
    return Transcript(tuple(words), tuple(turns), Source(name, "name-lines", text))


@pytest.fixture(scope="session")
def transcript_of() -> Callable[..., Transcript]:
    """See `made_of`."""
    return made_of


@pytest.fixture(scope="session")
def hostile() -> Transcript:
    """Labels and words with markup, quotes, right-to-left script, control characters and great length."""
    return made_of(tuple(HOSTILE) * 3, 'ev"il <name>&.txt')


@pytest.fixture(scope="session")
def seeds() -> str:
    """The folder of the invented episodes."""
    return str(Path(__file__).resolve().parents[1] / "seeds")
