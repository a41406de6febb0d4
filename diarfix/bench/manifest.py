"""What is measured: sets of episodes, named in a TOML file or found in a folder.

    [[set]]
    name = "seeds"
    pairs = [{ raw = "a.txt", reference = "a.gold.txt", series = "a" }]

    [[set]]
    name = "podcasts"
    kind = "real-pairs"        # or "earnings21"
    path = "pairs.jsonl"       # from the folder of the TOML file

A folder holds a `bench.toml`, or pairs `NAME.ext` and `NAME.gold.ext`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import process

from diarfix.errors import DiarfixError, Place
from diarfix.formats import io, read_path
from diarfix.measure import Episode, earnings21, real_pairs

FILE_NAME = "bench.toml"

KINDS: dict[str, Callable[[Path], Iterator[Episode]]] = {"real-pairs": real_pairs, "earnings21": earnings21}
"""Data sets with a layout of their own, by kind."""

_SET_KEYS = ("name", "about", "kind", "path", "pairs")
_PAIR_KEYS = ("id", "raw", "reference", "series")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files: a raw transcript and its reference."""

    id: str
    series: str
    raw: Path
    reference: Path


@dataclass(frozen=True, slots=True)
class Suite:
    """A named set: either `pairs`, or a data set of `kind` at `path`. Nothing is read until `episodes`."""

    name: str
    about: str = ""
    pairs: tuple[Pair, ...] = ()
    kind: str | None = None
    path: Path | None = None

    def episodes(self) -> Iterator[Episode]:
        """The episodes in their written order. Raises E101-E106, E2xx, E602."""
        if self.kind is not None and self.path is not None:
            yield from KINDS[self.kind](self.path)
        for pair in self.pairs:
            yield Episode(pair.id, pair.series, read_path(pair.raw), read_path(pair.reference))


def read_manifests(sources: Iterable[str | os.PathLike[str]]) -> tuple[Suite, ...]:
    """The sets of all folders and files, in order. Raises E101 for what is not there, E602."""
    suites = [suite for source in sources for suite in read_manifest(source)]
    names = [suite.name for suite in suites]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise DiarfixError("E602", f"two sets are named {twice!r}", "give each its own name")
    return tuple(suites)


def read_manifest(source: str | os.PathLike[str]) -> tuple[Suite, ...]:
    """The sets of one folder or file."""
    path = Path(source)
    if path.is_dir():
        if not (path / FILE_NAME).is_file():
            return (_found(path),)
        path = path / FILE_NAME
    text, _, _ = io.decode(io.read_bytes(path), str(path))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _malformed(path, f"not TOML: {problem}", "mend the syntax") from None
    _known(path, data, ("set",), "key")
    sets = data.get("set")
    if not isinstance(sets, list) or not sets:
        raise _malformed(path, "there is no [[set]] in it", "add one; docs/bench.md shows how")
    return tuple(_suite(path, item) for item in sets)


def chosen(suites: tuple[Suite, ...], names: Collection[str]) -> tuple[Suite, ...]:
    """Only the sets of these names; all where none is given. Raises E601."""
    known = [suite.name for suite in suites]
    for name in names:
        if name not in known:
            raise DiarfixError("E601", f"there is no set {name!r}", _suggestion(name, known))
    return tuple(suite for suite in suites if not names or suite.name in names)


def _suite(path: Path, item: Any) -> Suite:
    if not isinstance(item, dict):
        raise _malformed(path, "a set must be a table", "write [[set]] and its keys under it")
    _known(path, item, _SET_KEYS, "key")
    name = _text(path, item, "name")
    about = _text(path, item, "about", "")
    if ("pairs" in item) == ("kind" in item):
        raise _malformed(path, f"set {name!r} has {'both' if 'kind' in item else 'neither'} of pairs and kind",
                         "give pairs, or kind and path")
    if "kind" in item:
        kind = _text(path, item, "kind")
        _known(path, {kind: None}, tuple(KINDS), "kind")
        return Suite(name, about, (), kind, _there(path, name, _text(path, item, "path")))
    if not isinstance(item["pairs"], list) or not item["pairs"]:
        raise _malformed(path, f"set {name!r}: pairs must be a list of tables", "give raw and reference in each")
    return Suite(name, about, tuple(_pair(path, name, pair) for pair in item["pairs"]))


def _pair(path: Path, name: str, item: Any) -> Pair:
    if not isinstance(item, dict):
        raise _malformed(path, f"set {name!r}: a pair must be a table", "write { raw = ..., reference = ... }")
    _known(path, item, _PAIR_KEYS, "key")
    raw = _there(path, name, _text(path, item, "raw"))
    reference = _there(path, name, _text(path, item, "reference"))
    key = _text(path, item, "id", raw.stem)
    return Pair(key, _text(path, item, "series", key), raw, reference)


def _found(folder: Path) -> Suite:
    """The pairs in a folder, by name."""
    pairs = []
    for gold in sorted(folder.glob("*.gold.*")):
        raw = gold.with_name(gold.name.replace(".gold.", ".", 1))
        if raw.is_file():
            pairs.append(Pair(raw.stem, raw.stem, raw, gold))
    if not pairs:
        raise DiarfixError(
            "E101", f"there is no {FILE_NAME} and no pair NAME.ext, NAME.gold.ext in it",
            "give a folder of pairs or a manifest (docs/bench.md)", Place(str(folder)),
        )
    return Suite(folder.resolve().name, pairs=tuple(pairs))


def _there(path: Path, name: str, given: str) -> Path:
    found = path.parent / given
    if not found.exists():
        raise DiarfixError(
            "E101", f"set {name!r} needs {found}, which is not there",
            f"put it there, mend the path, or leave the set out with --set; paths count from {path.parent}/",
            Place(str(path)),
        )
    return found


def _text(path: Path, item: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = item.get(key, default)
    if value is None:
        raise _malformed(path, f"key {key!r} is missing", "add it")
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise _malformed(path, f"{key} must be text", "put it in quotes")
    return value


def _known(path: Path, item: Mapping[str, Any], known: Collection[str], kind: str) -> None:
    for key in item:
        if key not in known:
            raise _malformed(path, f"unknown {kind} {key!r}", _suggestion(key, known))


def _suggestion(given: str, known: Collection[str]) -> str:
    close = process.extractOne(given, sorted(known), score_cutoff=55)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(sorted(known))}"


def _malformed(path: Path, what: str, remedy: str) -> DiarfixError:
    return DiarfixError("E602", what, remedy, Place(str(path)))
