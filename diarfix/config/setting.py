"""One setting: its key, what it says, its default, and how a TOML value becomes its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from diarfix.errors import Place

Convert = Callable[[Any, Path], Any]
"""A TOML value and the folder of its file to the setting's value; raises `ValueError` saying what it must be."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of a section. `whole` settings hold for a whole project and cannot be overridden by glob."""

    key: str
    about: str
    default: Any
    convert: Convert
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: a place in a file, and the globs of the override it stands in."""

    place: Place | None = None
    files: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.place is None:
            return "default"
        return f"{self.place} for {', '.join(self.files)}" if self.files else str(self.place)


def setting(
    default: Any, about: str, *, least: float | None = None, most: float | None = None, whole: bool = False,
    convert: Convert | None = None,
) -> Any:
    """A field of a section's record. Numbers lie within `least` and `most`; `convert` reads a shape of its own."""
    return field(
        default=default,
        metadata={"about": about, "least": least, "most": most, "whole": whole, "convert": convert},
    )


def settings_of(record: type[Any]) -> tuple[Setting, ...]:
    """The settings of a section's record, in the order written; a field's key has dashes for underscores."""
    return _settings(cast(Hashable, record))


@cache
def _settings(record: Any) -> tuple[Setting, ...]:
    hints = get_type_hints(record)
    found = []
    for item in fields(record):
        data = item.metadata
        assert item.default is not MISSING, f"{record.__name__}.{item.name} has no default"
        convert = data["convert"] or _converter(hints[item.name], data["least"], data["most"])
        found.append(Setting(item.name.replace("_", "-"), data["about"], item.default, convert, data["whole"]))
    return tuple(found)


def _converter(hint: Any, least: float | None, most: float | None) -> Convert:
    """How a value of that type is read."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _converter(next(part for part in inner if part is not type(None)), least, most)
    if origin is Literal:
        return lambda value, folder: _choice(value, inner)
    if origin is tuple:
        part = _converter(inner[0], least, most)
        return lambda value, folder: tuple(part(item, folder) for item in _of(value, list, "a list"))
    if origin is Mapping:
        value_of = _converter(inner[1], least, most)
        return lambda value, folder: {
            key: value_of(item, folder) for key, item in _of(value, dict, "a table").items()
        }
    if hint is float:
        return lambda value, folder: _number(value, least, most)
    if hint is Path:
        return lambda value, folder: folder / Path(_of(value, str, "a path in quotes")).expanduser()
    names = {bool: "true or false", int: "a whole number", str: "a text in quotes"}
    return lambda value, folder: _of(value, hint, names[hint])


def _of(value: Any, kind: type, name: str) -> Any:
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise ValueError(f"must be {name}")
    return value


def _number(value: Any, least: float | None, most: float | None) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    # Written so that nan, which compares with nothing, is refused.
    if (least is not None and not value >= least) or (most is not None and not value <= most):
        raise ValueError(f"must lie from {least:g} to {most:g}")
    return float(value)


def _choice(value: Any, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"must be one of {', '.join(map(repr, known))}")
    return str(value)
