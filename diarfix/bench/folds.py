"""Weights that have not seen the episodes they are measured on.

    {"folds": [{"held_out": ["series or episode id", ...], "weights": {...}}]}

The weights of a fold are an object of `features`, `rules` and `calibration`, as in `diarfix/data/weights.json`.
"""

from __future__ import annotations

import json
import os
from typing import Any

from diarfix.errors import DiarfixError, Place
from diarfix.formats import io
from diarfix.solve import Weights


def read_folds(path: str | os.PathLike[str]) -> dict[str, Weights]:
    """Weights by the series or episode that they were fitted without. Raises E101-E106, E602."""
    name = os.fspath(path)
    text, _, _ = io.decode(io.read_bytes(path), name)
    try:
        found: dict[str, Weights] = {}
        for fold in json.loads(text)["folds"]:
            weights = _weights(fold["weights"])
            found.update({str(key): weights for key in fold["held_out"]})
    except (ValueError, KeyError, TypeError) as problem:
        raise DiarfixError("E602", f"not weights by fold ({problem})", "see docs/bench.md", Place(name)) from None
    return found


def write_folds(folds: dict[tuple[str, ...], Weights]) -> str:
    """The text that `read_folds` takes, from weights by what they were fitted without."""
    data = [
        {
            "held_out": list(held_out),
            "weights": {
                "features": weights.features,
                "rules": weights.rules,
                "calibration": [list(knot) for knot in weights.calibration],
            },
        }
        for held_out, weights in folds.items()
    ]
    return json.dumps({"folds": data}, indent=1, sort_keys=True) + "\n"


def _weights(data: dict[str, Any]) -> Weights:
    return Weights(
        {str(name): float(value) for name, value in data["features"].items()},
        {str(name): float(value) for name, value in data["rules"].items()},
        tuple((float(x), float(y)) for x, y in data["calibration"]),
    )
