"""A short run of the fuzzer's mutations on every target, the same each time."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.__main__ import mutants
from tests.fuzz.laws import TARGETS
from tests.fuzz.seeds import seeds

RUNS = 150


@pytest.mark.parametrize("target", TARGETS)
def test_mutants_break_no_law(target: str) -> None:
    for data in mutants(seeds(target), RUNS, random.Random(7)):
        TARGETS[target](data)
