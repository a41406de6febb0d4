"""Layers of values, the last of which wins, and what holds for one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pathspec import GitIgnoreSpec

from diarfix.config.setting import Origin, settings_of
from diarfix.config.table import SECTIONS

Record = TypeVar("Record")


@dataclass(frozen=True)
class Value:
    """A setting's value and where it was written."""

    value: Any
    origin: Origin


@dataclass(frozen=True)
class Layer:
    """Values by dotted key ("check.fail-on"); with `files`, only for what these globs name below `folder`."""

    values: Mapping[str, Value]
    folder: Path
    files: tuple[str, ...] = ()

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines(self.files)

    def holds_for(self, path: Path | None) -> bool:
        """Whether the layer has a say about a file; None is standard input, which no glob names."""
        if not self.files:
            return True
        if path is None:
            return False
        try:
            inside = path.absolute().relative_to(self.folder)
        except ValueError:
            return False
        return bool(self._spec.match_file(inside.as_posix()))


@dataclass(frozen=True)
class Config:
    """What is configured. `path` is the file found, None without one; `files` are all that were read for it."""

    layers: tuple[Layer, ...] = ()
    path: Path | None = None
    files: tuple[Path, ...] = ()
    _values: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, record: type[Record]) -> Record:
        """One section: `config[Check]`."""
        name = next(section.name for section in SECTIONS if section.record is record)
        given = {}
        for item in settings_of(record):
            found = self._values.get(f"{name}.{item.key}")
            if found is not None:
                given[item.key.replace("-", "_")] = found.value
        return record(**given)

    @property
    def folder(self) -> Path:
        """What the project-wide globs are relative to: the file's folder, or the current one without a file."""
        return self.path.parent if self.path is not None else Path.cwd()

    def where(self, key: str) -> Origin:
        """Where the value of a dotted key comes from."""
        return self._values[key].origin if key in self._values else Origin()

    def for_file(self, path: Path | None) -> Config:
        """The same with the overrides that hold for a file; None is standard input."""
        values: dict[str, Value] = {}
        for layer in self.layers:
            if layer.holds_for(path):
                values.update(layer.values)
        return replace(self, _values=values)

    def values(self) -> dict[str, Any]:
        """Every dotted key with its value, in the order of the table."""
        found = {}
        for section in SECTIONS:
            record: Any = self[section.record]
            for item in settings_of(section.record):
                found[f"{section.name}.{item.key}"] = getattr(record, item.key.replace("-", "_"))
        return found


def defaults() -> Config:
    """Nothing configured."""
    return Config()
