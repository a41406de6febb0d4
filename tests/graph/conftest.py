"""Analysed transcripts and their graphs, made of pairs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.graph import TurnGraph, build_graph
from tests.conftest import Pairs, made_of


@pytest.fixture(scope="session")
def context_of() -> Callable[[Pairs], Context]:
    """The analysed transcript of `(label, text)` turns."""
    return lambda pairs: Context(analyse(made_of(pairs), load_english()))


@pytest.fixture(scope="session")
def graph_of(context_of: Callable[[Pairs], Context]) -> Callable[[Pairs], TurnGraph]:
    """The graph of `(label, text)` turns."""
    return lambda pairs: build_graph(context_of(pairs))
