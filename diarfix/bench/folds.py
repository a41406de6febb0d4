"""Weights that have not seen the episodes they are measured on.

    {"folds": [{"held_out": ["series or episode id", ...], "rules alone": {...}, "rules and model": {...}}]}

The weights are objects of `features`, `factors` and `calibration`, as in `diarfix/data/weights.json`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

from diarfix.errors import DiarfixError, Place
from diarfix.formats import io
from diarfix.people.numbers import PARTS, Numbers, read_numbers
from diarfix.solve.weights import RULES, TOGETHER, Weights, read_weights, weights_data

Fold = tuple[tuple[str, ...], Weights, Weights]
"""What was held out; the weights for rules and model together, and those for the rules alone."""


def read_folds(path: str | os.PathLike[str], model: bool) -> dict[str, Weights]:
    """Weights by the series or episode that they were fitted without, with the boundary model or for the rules
    alone. Raises E101-E106, E602."""
    name = os.fspath(path)
    text, _, _ = io.decode(io.read_bytes(path), name)
    try:
        found: dict[str, Weights] = {}
        for fold in json.loads(text)["folds"]:
            weights = read_weights(fold[TOGETHER if model else RULES])
            found.update({str(key): weights for key in fold["held_out"]})
    except (ValueError, KeyError, TypeError) as problem:
        raise DiarfixError("E602", f"not weights by fold ({problem})", "see docs/bench.md", Place(name)) from None
    return found


def read_people_folds(path: str | os.PathLike[str], model: bool) -> dict[str, Numbers]:
    """Numbers of the people by the call that they were fitted without, as `diarfix train people --folds` writes them.
    Raises E101-E106, E602."""
    name = os.fspath(path)
    text, _, _ = io.decode(io.read_bytes(path), name)
    try:
        found: dict[str, Numbers] = {}
        for fold in json.loads(text)["folds"]:
            numbers = read_numbers(fold[PARTS[0] if model else PARTS[1]])
            found.update({str(key): numbers for key in fold["held_out"]})
    except (ValueError, KeyError, TypeError) as problem:
        raise DiarfixError("E602", f"not numbers by fold ({problem})", "see docs/bench.md", Place(name)) from None
    return found


def write_folds(folds: Iterable[Fold]) -> str:
    """The text that `read_folds` takes."""
    data = [
        {"held_out": list(held_out), TOGETHER: weights_data(together), RULES: weights_data(alone)}
        for held_out, together, alone in folds
    ]
    return json.dumps({"folds": data}, indent=1, sort_keys=True) + "\n"

