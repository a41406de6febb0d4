"""Reading a configuration file, and those it extends, into layers. Every mistake has its place."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diarfix.config import locate
from diarfix.config.effective import Config, Layer, Value, defaults
from diarfix.config.setting import Origin, Setting, settings_of
from diarfix.config.table import SECTIONS
from diarfix.errors import DiarfixError, Place

_OWN = ("extends", "overrides")
"""Keys of the file itself beside its sections."""


@dataclass(frozen=True)
class _File:
    """A file being read. `root` holds the keys above ours: ("tool", "diarfix") in a `pyproject.toml`."""

    path: Path
    shown: str
    lines: dict[locate.Keys, int]
    root: locate.Keys

    @property
    def folder(self) -> Path:
        return self.path.parent

    def place(self, keys: locate.Keys) -> Place:
        return Place(self.shown, locate.line_of(self.lines, (*self.root, *keys)))

    def fail(self, keys: locate.Keys, what: str, remedy: str) -> DiarfixError:
        return DiarfixError("E611", what, remedy, self.place(keys))

    def unknown(self, keys: locate.Keys, kind: str, known: Collection[str], where: str = "") -> DiarfixError:
        return self.fail(keys, f"unknown {kind} {keys[-1]!r}{where}", suggestion(keys[-1], known))


def suggestion(given: str, known: Collection[str]) -> str:
    """What was probably meant, or all there is."""
    from rapidfuzz import process, utils

    close = process.extractOne(given, list(known), score_cutoff=55, processor=utils.default_process)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"


@dataclass
class Configs:
    """The configurations of one run: each is searched and read once.

    `given` names the file instead of searching upward from each input; `isolated` takes the defaults.
    """

    given: Path | None = None
    isolated: bool = False
    _found: dict[Path, Path | None] = field(default_factory=dict)
    _read: dict[Path, Config] = field(default_factory=dict)

    def for_file(self, source: Path | None) -> Config:
        """What holds for a file (None: standard input), overrides included. Raises E101, E104, E611."""
        return self.for_folder(source.parent if source is not None else Path()).for_file(source)

    def for_folder(self, folder: Path) -> Config:
        """What holds for a folder, without overrides. Raises E101, E104, E611."""
        path = self._path(folder)
        if path is None:
            return defaults()
        if path not in self._read:
            self._read[path] = load(path)
        return self._read[path]

    def _path(self, folder: Path) -> Path | None:
        if self.isolated:
            return None
        if self.given is not None:
            return self.given
        here = folder.absolute()
        if here not in self._found:
            self._found[here] = locate.find(here)
        return self._found[here]


def load_for(source: Path | None) -> Config:
    """The configuration that holds for a file (None: standard input), found upward from it. Raises as `Configs`."""
    return Configs().for_file(source)


def load(path: Path) -> Config:
    """The configuration in a file, without overrides. Raises E101, E104, E611."""
    whole = path.absolute()
    seen: list[Path] = []
    layers = tuple(_layers(whole, (), seen))
    return Config(layers, whole, tuple(seen)).for_file(None)


def _layers(path: Path, chain: tuple[Path, ...], seen: list[Path]) -> Iterator[Layer]:
    """The layers of the files extended, in order, then this one's values, then its overrides."""
    file, table = _parsed(path)
    seen.append(path)
    known = [*_OWN, *(section.name for section in SECTIONS)]
    for key in table:
        if key not in known:
            raise file.unknown((key,), "section" if isinstance(table[key], dict) else "key", known)
    for target in _extended(file, table):
        real = Path(os.path.realpath(target))
        if real in {Path(os.path.realpath(other)) for other in (*chain, path)}:
            raise file.fail(("extends",), f"it extends {_shown(target)}, which extends it", "break the circle")
        if not target.is_file():
            raise file.fail(("extends",), f"there is no file {_shown(target)}", "check the path")
        yield from _layers(target, (*chain, path), seen)
    yield Layer(dict(_values(file, table, ())), path.parent)
    overrides = table.get("overrides", [])
    if not isinstance(overrides, list) or not all(isinstance(item, dict) for item in overrides):
        raise file.fail(("overrides",), "overrides must be tables", "write [[overrides]]")
    for number, item in enumerate(overrides):
        yield _override(file, item, ("overrides", str(number)))


def _parsed(path: Path) -> tuple[_File, dict[str, Any]]:
    shown = _shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        found = locate.unreadable(problem)
        raise DiarfixError(found.code, found.what, found.remedy, Place(shown)) from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        what, line, column = locate.broken_toml(problem, text)
        what = f"not TOML: {what[:1].lower()}{what[1:]}"
        raise DiarfixError("E611", what, "mend the syntax", Place(shown, line, column)) from None
    root: locate.Keys = ()
    if path.name == locate.PROJECT:
        root = ("tool", "diarfix")
        table = table.get("tool", {}).get("diarfix", {})
    file = _File(path, shown, locate.lines_of(text), root)
    if not isinstance(table, dict):
        raise file.fail((), "tool.diarfix must be a table", "write [tool.diarfix]")
    return file, table


def _shown(path: Path) -> str:
    """The path as people write it: relative to where they are, where it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _extended(file: _File, table: Mapping[str, Any]) -> list[Path]:
    given = table.get("extends", [])
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise file.fail(("extends",), "extends must be a path or a list of paths", "give paths in quotes")
    return [Path(os.path.normpath(file.folder / Path(name).expanduser())) for name in names]


def _override(file: _File, table: Mapping[str, Any], at: locate.Keys) -> Layer:
    files = table.get("files")
    if not isinstance(files, list) or not files or not all(isinstance(glob, str) for glob in files):
        raise file.fail((*at, "files"), "an override needs files, a list of globs", 'write files = ["archive/**"]')
    known = ["files", *(section.name for section in SECTIONS)]
    for key in table:
        if key not in known:
            raise file.unknown((*at, key), "section", known)
    return Layer(dict(_values(file, table, at, tuple(files))), file.folder, tuple(files))


def _values(
    file: _File, table: Mapping[str, Any], at: locate.Keys, files: tuple[str, ...] = ()
) -> Iterator[tuple[str, Value]]:
    """The values of every section in `table`; with `files`, of an override for them."""
    for section in SECTIONS:
        given = table.get(section.name, {})
        if not isinstance(given, dict):
            raise file.fail((*at, section.name), f"{section.name} must be a table", f"write [{section.name}]")
        known = {item.key: item for item in settings_of(section.record)}
        for key, value in given.items():
            keys = (*at, section.name, key)
            if key not in known:
                raise file.unknown(keys, "key", known, f" in [{section.name}]")
            if files and known[key].whole:
                raise file.fail(keys, f"{section.name}.{key} holds for the whole project", "move it out of overrides")
            origin = Origin(file.place(keys), files)
            yield f"{section.name}.{key}", Value(_converted(file, keys, known[key], value), origin)


def _converted(file: _File, keys: locate.Keys, item: Setting, value: Any) -> Any:
    try:
        return item.convert(value, file.folder)
    except ValueError as problem:
        raise file.fail(keys, f"{item.key} {problem}, not {value!r}", item.about) from None
