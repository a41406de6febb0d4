"""Transcripts made of pairs, so that labels may hold what no format would let through; and their graphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.graph import TurnGraph, build_graph
from diarfix.model import Source, Transcript, Turn, Word

Pairs = Sequence[tuple[str, str]]

HOSTILE: Pairs = (
    ("<script>alert(1)</script>", "I went to <b>the</b> & harbour and ]]> the"),
    ("Quo\"te's", 'boats were out. Is it "far"?'),
    ("דוד לוי", "Yes, it is. שלום \u202e to you."),
    ("con\x07trol\u202e", "x" * 5000 + " is a word\x00 too."),
    ("L" * 300, "Right."),
)


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
def context_of() -> Callable[[Pairs], Context]:
    """The analysed transcript of `(label, text)` turns."""
    return lambda pairs: Context(analyse(made_of(pairs), load_english()))


@pytest.fixture(scope="session")
def graph_of(context_of: Callable[[Pairs], Context]) -> Callable[[Pairs], TurnGraph]:
    """The graph of `(label, text)` turns."""
    return lambda pairs: build_graph(context_of(pairs))


@pytest.fixture(scope="session")
def hostile() -> Transcript:
    """Labels and words with markup, quotes, right-to-left script, control characters and great length."""
    return made_of(tuple(HOSTILE) * 3, 'ev"il <name>&.txt')


@pytest.fixture(scope="session")
def seeds() -> str:
    """The folder of the invented episodes."""
    return str(Path(__file__).resolve().parents[2] / "seeds")
