"""The fitted numbers that a call is solved with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from diarfix.people.roles import ROLES

SCALES = (
    "announcer", "label", "lead", "opener", "role label", "share", "span", "to asks", "to called", "to opens",
    "to speaks",
)
"""Single weights: who announces; the label among those of a role; answers of the one whom the floor comes back to, and
of the one who opened the call; the label among roles; the share of the answers; a stretch handed over; whom an event
lets in."""

PARTS = ("with the model", "words alone")
"""The parts of a data file: fitted with the boundary model, and without."""


@dataclass(frozen=True)
class Numbers:
    """Weights of a sentence's features by role, of a gap's features, of what role follows which, and single ones."""

    roles: Mapping[str, Mapping[str, float]]
    change: Mapping[str, float]
    follows: Mapping[str, Mapping[str, float]]
    scales: Mapping[str, float]
    calibration: tuple[float, float] = (1.0, 0.0)


def read_numbers(data: Mapping[str, Any]) -> Numbers:
    """Numbers from a data file's content. Raises KeyError, TypeError or ValueError where it holds none."""
    return Numbers(
        {role: _floats(data["roles"][role]) for role in ROLES},
        _floats(data["change"]),
        {role: _floats(data["follows"][role]) for role in ROLES},
        {name: float(data["scales"][name]) for name in SCALES},
        (float(data["calibration"][0]), float(data["calibration"][1])),
    )


def _floats(data: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(value) for name, value in data.items()}


@cache
def bundled_numbers(model: bool) -> Numbers:
    """The numbers that come with diarfix, with the boundary model or without."""
    data = json.loads(files("diarfix").joinpath("data/people.json").read_text(encoding="utf-8"))
    return read_numbers(data[PARTS[0] if model else PARTS[1]])


def numbers_data(numbers: Numbers) -> dict[str, Any]:
    """One part of a data file, as `read_numbers` takes it."""
    return {
        "calibration": list(numbers.calibration),
        "change": dict(numbers.change),
        "follows": {role: dict(table) for role, table in numbers.follows.items()},
        "roles": {role: dict(table) for role, table in numbers.roles.items()},
        "scales": dict(numbers.scales),
    }
