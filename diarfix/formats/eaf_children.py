"""ELAN's dependent tiers: the annotations that hang on another one, by reference or by time, and how they part with it.

    Mara           |------ how old is it ------|        parent
    words@Mara     |-how-|-old-|-is-|----it----|        Time_Subdivision (no gaps), Included_In: by time
    gloss@Mara      REF -> parent                       Symbolic_Association (one), Symbolic_Subdivision (a chain)

Where the parent is cut, annotations in time go with the piece that they lie in, and as many in a chain as there are
words with their words. An association, and a chain of another number, stay whole with the first piece.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diarfix.formats.eaf import Document, Slot, aligned_in
from diarfix.formats.xml_doc import Element

TILING = "Time_Subdivision"


class Child(NamedTuple):
    """A dependent annotation: its `ANNOTATION`, the element in it, and its slots (None: it refers to another one)."""

    outer: Element
    inner: Element
    ends: tuple[Slot, Slot] | None

    @property
    def middle(self) -> float:
        """Milliseconds; of one in time."""
        assert self.ends is not None
        return (self.ends[0].low + self.ends[1].high) / 2

    @property
    def aligned(self) -> bool:
        """Whether both its times are known."""
        return self.ends is not None and None not in (self.ends[0].value, self.ends[1].value)


class Line(NamedTuple):
    """What one dependent tier holds of one annotation, in order. `tiling`: it leaves no gaps."""

    tier: Element
    items: tuple[Child, ...]
    timed: bool
    tiling: bool

    def shared(self, edges: Sequence[int], times: Sequence[int]) -> list[tuple[Child, ...]]:
        """The items of each piece, where the parent's words are cut at `edges` (both ends included), at `times`."""
        count = len(edges) - 1
        made: list[list[Child]] = [[] for _ in range(count)]
        by_word = len(self.items) == edges[-1] and (self.timed or len(self.items) > 1)
        by_time = self.timed and all(item.aligned for item in self.items)
        for at, item in enumerate(self.items):
            place = bisect_right(edges, at) if by_word else bisect_right(times, item.middle) if by_time else 1
            made[min(max(place, 1), count) - 1].append(item)
        return [tuple(items) for items in made]


class Dependents:
    """Everything in a document that hangs on something else."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._types = {item.value("LINGUISTIC_TYPE_ID"): item.value("CONSTRAINTS")
                       for item in document.root.find("LINGUISTIC_TYPE")}
        self._tiers: dict[str, list[Element]] = defaultdict(list)
        self._referring: dict[str, dict[int, list[Child]]] = defaultdict(lambda: defaultdict(list))
        self._inside: dict[int, dict[int, list[Child]]] = {}
        for tier in document.root.find("TIER"):
            parent = tier.value("PARENT_REF")
            if parent is not None:
                self._tiers[parent].append(tier)
            for outer in tier.elements:
                for inner in outer.elements:
                    if inner.tag == "REF_ANNOTATION":
                        key = inner.value("ANNOTATION_REF") or ""
                        self._referring[key][tier.begin].append(Child(outer, inner, None))

    def tiers(self, key: str) -> Sequence[Element]:
        """The tiers that hang on the tier of that id."""
        return self._tiers.get(key, ())

    def lines(self, tier: Element, inner: Element) -> Iterator[Line]:
        """What hangs on an annotation of a tier. Raises E203 for slots that there are not."""
        referring = self._referring.get(inner.value("ANNOTATION_ID") or "", {})
        for child in self.tiers(tier.value("TIER_ID") or ""):
            if child.begin in referring:
                yield Line(child, tuple(_chained(referring[child.begin])), False, False)
            within = self._within(tier, child).get(inner.begin)
            if within:
                kind = self._types.get(child.value("LINGUISTIC_TYPE_REF"))
                yield Line(child, tuple(within), True, kind == TILING)

    def _within(self, tier: Element, child: Element) -> dict[int, list[Child]]:
        """The aligned annotations of a dependent tier, by the annotation of its parent that they lie in."""
        if child.begin not in self._inside:
            parents = sorted(((first.low, last.high, inner.begin)
                              for _, inner, first, last in aligned_in(self._document, tier)), key=lambda one: one[0])
            made: dict[int, list[Child]] = defaultdict(list)
            for outer, inner, first, last in aligned_in(self._document, child):
                item = Child(outer, inner, (first, last))
                at = bisect_right(parents, item.middle, key=lambda one: one[0]) - 1
                if at >= 0 and item.middle <= parents[at][1]:
                    made[parents[at][2]].append(item)
            for items in made.values():
                items.sort(key=lambda item: (item.ends[0].low, item.ends[0].at))  # type: ignore[index]
            self._inside[child.begin] = made
        return self._inside[child.begin]


def _chained(items: Sequence[Child]) -> list[Child]:
    """The annotations of a chain from its first on; as they stand where they are no chain."""
    following = {item.inner.value("PREVIOUS_ANNOTATION"): item for item in items}
    made: list[Child] = []
    here = following.pop(None, None)
    while here is not None:
        made.append(here)
        here = following.pop(here.inner.value("ANNOTATION_ID"), None)
    return made if len(made) == len(items) else list(items)
