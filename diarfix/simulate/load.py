"""Reading recipe files (YAML), with the place of every mistake and a suggestion for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process

from diarfix.errors import DiarfixError, Place
from diarfix.simulate.recipe import (
    SPAN_KINDS,
    Edges,
    Junction,
    Lengths,
    Marks,
    Merged,
    Phantom,
    Recipe,
    SpanError,
)

RECIPES = Path(__file__).resolve().parent.parent / "data" / "recipes"
"""The recipes that come with diarfix."""

_RANGE = re.compile(r"(\d+)(?:-(\d+))?")
_RATES = ("per_seam", "per_1000_words")


def recipe_names() -> tuple[str, ...]:
    """The bundled recipes."""
    return tuple(sorted(path.stem for path in RECIPES.glob("*.yaml")))


def load_recipe(name: str) -> Recipe:
    """A bundled recipe by its name, or the one in a file. Raises E101 and E602."""
    if name in recipe_names():
        return read_recipe(RECIPES / f"{name}.yaml")
    path = Path(name)
    if path.suffix not in (".yaml", ".yml") and not path.exists():
        close = process.extractOne(name, recipe_names(), score_cutoff=55)
        remedy = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(recipe_names())}; or give a YAML file"
        raise DiarfixError("E602", f"there is no recipe {name!r}", remedy)
    return read_recipe(path)


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file. Raises E101 when it cannot be read, E602 when it is malformed."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise DiarfixError("E101", f"the recipe cannot be read ({why})", "check the path", Place(str(path))) from None
    return parse_recipe(text, str(path))


def parse_recipe(text: str, file: str = "<recipe>") -> Recipe:
    """The recipe in a YAML text. Raises E602 with file, key and what would be right."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = f"it is not YAML ({getattr(error, 'problem', None) or 'unreadable'})"
        raise DiarfixError("E602", what, "mend it there", place) from None
    root = _Node(file, text, "", data)
    known = ("name", "summary", "provenance", "spread", "spans", "phantom", "merged", "flip", "anonymised", "marks")
    top = root.keys(known)
    spans = top["spans"].keys(SPAN_KINDS) if "spans" in top else {}
    return Recipe(
        name=top["name"].text() if "name" in top else Path(file).stem,
        summary=top["summary"].text() if "summary" in top else "",
        spans={kind: _span(node) for kind, node in spans.items()},
        spread=_number(top, "spread", high=10),
        phantom=_phantom(top["phantom"]) if "phantom" in top else None,
        merged=_merged(top["merged"]) if "merged" in top else None,
        flip=_share(top, "flip"),
        anonymised=_share(top, "anonymised"),
        marks=_marks(top["marks"]) if "marks" in top else Marks(),
        provenance=_provenance(top["provenance"]) if "provenance" in top else {},
    )


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of the file and its key, to say where things stand."""

    file: str
    source: str
    key: str
    value: Any

    def fail(self, what: str, remedy: str) -> DiarfixError:
        return DiarfixError("E602", f"{self.key or 'the recipe'} {what}", remedy, self._place())

    def _place(self) -> Place:
        """The line of the key: the dotted parts, each looked for below the one before."""
        lines, at = self.source.split("\n"), -1
        for part in self.key.split("."):
            key = re.compile(rf"\s*{re.escape(part)}\s*:")
            found = next((n for n in range(at + 1, len(lines)) if key.match(lines[n])), None)
            if found is None:  # written on the same line as its parent
                break
            at = found
        return Place(self.file, at + 1) if at >= 0 else Place(self.file)

    def keys(self, known: tuple[str, ...]) -> dict[str, _Node]:
        if not isinstance(self.value, Mapping):
            raise self.fail("must be a mapping", f"give `key: value` lines with keys of: {', '.join(known)}")
        prefix = f"{self.key}." if self.key else ""
        nodes = {str(key): _Node(self.file, self.source, prefix + str(key), value) for key, value in self.value.items()}
        for key, node in nodes.items():
            if key not in known:
                close = process.extractOne(key, known, score_cutoff=55)
                remedy = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
                raise node.fail("is not known", remedy)
        return nodes

    def number(self, low: float = 0, high: float = 1000) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not low <= self.value <= high:
            raise self.fail(f"is {self.value!r}", f"give a number from {low:g} to {high:g}")
        return float(self.value)

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.fail(f"is {self.value!r}", "give a text")
        return " ".join(self.value.split())


def _provenance(node: _Node) -> dict[str, str]:
    if not isinstance(node.value, Mapping):
        raise node.fail("must be a mapping", "say where the numbers come from, as `key: text` lines")
    return {str(key): str(value) for key, value in node.value.items()}


def _number(nodes: Mapping[str, _Node], key: str, high: float = 1000, default: float = 0.0) -> float:
    return nodes[key].number(high=high) if key in nodes else default


def _share(nodes: Mapping[str, _Node], key: str, default: float = 0.0) -> float:
    return _number(nodes, key, 1, default)


def _span(node: _Node) -> SpanError:
    keys = node.keys((*_RATES, "lengths", "edges", "long_edges", "rare"))
    rates = [key for key in _RATES if key in keys]
    if len(rates) != 1 or "lengths" not in keys:
        raise node.fail("is not complete", f"give lengths and one of {', '.join(_RATES)}")
    edges = _edges(keys["edges"]) if "edges" in keys else Edges()
    return SpanError(
        rate=keys[rates[0]].number(high=1 if rates[0] == "per_seam" else 100),
        unit=rates[0],
        lengths=_lengths(keys["lengths"]),
        edges=edges,
        long_edges=_edges(keys["long_edges"]) if "long_edges" in keys else edges,
        rare=_share(keys, "rare"),
    )


def _edges(node: _Node) -> Edges:
    keys = node.keys(("both", "start", "end", "neither"))
    weights = {key: _number(keys, key, 1e9) for key in ("both", "start", "end", "neither")}
    if not sum(weights.values()) > 0:
        raise node.fail("has no weight above 0", "give at least one")
    return Edges(**weights)


def _lengths(node: _Node) -> Lengths:
    if not isinstance(node.value, Mapping) or not node.value:
        raise node.fail("must be a mapping", "give weights by length, such as {1: 5, 2-4: 3}")
    buckets = []
    for key, weight in node.value.items():
        match = _RANGE.fullmatch(str(key))
        low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= low <= high:
            raise node.fail(f"has the length {str(key)!r}", "give a length in words such as 3, or a range such as 5-9")
        buckets.append((low, high, _Node(node.file, node.source, f"{node.key}.{key}", weight).number(high=1e9)))
    if not sum(weight for _, _, weight in buckets) > 0:
        raise node.fail("has no weight above 0", "give at least one")
    return Lengths(tuple(buckets))


def _phantom(node: _Node) -> Phantom:
    keys = node.keys(("episodes", "per_1000_words", "sentence_ends", "pieces", "unrelated"))
    return Phantom(
        _share(keys, "episodes"),
        _number(keys, "per_1000_words", 100),
        _share(keys, "sentence_ends"),
        _lengths(keys["pieces"]) if "pieces" in keys else None,
        _share(keys, "unrelated"),
    )


def _merged(node: _Node) -> Merged:
    keys = node.keys(("episodes", "keep"))
    keep = keys["keep"].value if "keep" in keys else None
    ends = [end for end in keep if isinstance(end, int | float)] if isinstance(keep, list) else []
    if len(ends) != 2 or not 0 < ends[0] <= ends[1] <= 1:
        raise node.fail("needs keep", "give the lowest and highest share of people with a label, such as [0.3, 0.5]")
    return Merged(_share(keys, "episodes"), (float(ends[0]), float(ends[1])))


def _marks(node: _Node) -> Marks:
    keys = node.keys(("pieces", "seam", "lost", "bare", "quotes"))
    bare = keys["bare"].keys(("per_1000_words", "lengths")) if "bare" in keys else {}
    return Marks(
        pieces=_share(keys, "pieces"),
        seam=_junction(keys["seam"]) if "seam" in keys else Junction(),
        lost=_junction(keys["lost"]) if "lost" in keys else Junction(),
        bare_per_1000_words=_number(bare, "per_1000_words", 100),
        bare_lengths=_lengths(bare["lengths"]) if "lengths" in bare else Marks().bare_lengths,
        quotes=_share(keys, "quotes"),
    )


def _junction(node: _Node) -> Junction:
    keys = node.keys(("open", "lower_after_open", "lower_after_mark"))
    return Junction(*(_share(keys, key) for key in ("open", "lower_after_open", "lower_after_mark")))
