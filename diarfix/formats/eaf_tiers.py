"""The tiers of an ELAN document while it is written: what goes from them, what is put in, and tiers that are new."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diarfix.formats.eaf import Document, aligned_in, tier_id
from diarfix.formats.eaf_children import Child, Dependents
from diarfix.formats.xml_doc import Element
from diarfix.formats.xml_patch import XmlPatch
from diarfix.model import UNLABELLED

Entry = tuple[int, int, "Element | str"]
"""An annotation to be put into a tier: its time in milliseconds, its place among equal ones, and how it is written."""


@dataclass
class NewTier:
    """A tier that the document has not: one like `like`, with that id, parent and speaker."""

    like: Element
    key: str
    parent: str | None
    who: str | None
    entries: list[Entry]


class Move(NamedTuple):
    """Annotations go from one tier to another, of the id `key`, and what hangs on them follows.

    `names` are the ids of the speakers' tiers: what is called `words@A` under A is `words@B` under B.
    """

    old: Element
    parent: Element | NewTier
    key: str
    names: tuple[str, str]


class TierBook:
    """All tiers of one writing; mutable."""

    def __init__(self, document: Document, patch: XmlPatch) -> None:
        self.document, self.patch = document, patch
        self.dependents = Dependents(document)
        self._ids = {item.value("TIER_ID") or "" for item in document.root.find("TIER")}
        self._gone: set[int] = set()
        self._added: dict[int, list[Entry]] = defaultdict(list)
        self._counterparts: dict[tuple[str, int], Element | NewTier] = {}
        self._new: list[NewTier] = []

    def write(self) -> None:
        """Hand all changes to the patch."""
        root = self.document.root
        for tier in root.find("TIER"):
            if tier.begin in self._added or any(outer.begin in self._gone for outer in tier.elements):
                self.patch.children(tier, self._merged(tier))
        if self._new:
            own = root.elements
            behind = max(at for at, item in enumerate(own) if item.tag == "TIER") + 1
            made = [self.patch.render(item.like, {"TIER_ID": item.key, "PARENT_REF": item.parent,
                                                  "PARTICIPANT": item.who},
                                      [entry for _, _, entry in sorted(item.entries, key=lambda one: one[:2])])
                    for item in self._new]
            self.patch.children(root, [*own[:behind], *made, *own[behind:]])

    def put(self, old: Element, target: Element | NewTier, entry: Entry) -> None:
        """An annotation leaves its place, and this one is written into a tier."""
        self._gone.add(old.begin)
        (target.entries if isinstance(target, NewTier) else self._added[target.begin]).append(entry)

    def rename(self, tier: Element, old: str, new: str) -> str:
        """Another speaker for a tier, and for the tiers that hang on it; its id."""
        key = made = tier.value("TIER_ID") or ""
        children = self.dependents.tiers(key)
        if key == old and new not in self._ids:
            self._ids.add(new)
            made = new
            self.patch.set(tier, "TIER_ID", new)
            for item in children:
                self.patch.set(item, "PARENT_REF", new)
        elif not (tier.value("PARTICIPANT") or "").strip():
            self.patch.set(tier, "PARTICIPANT", new)
        for item in (tier, *children):
            if " ".join((item.value("PARTICIPANT") or "").split()) == old:
                self.patch.set(item, "PARTICIPANT", new)
        return made

    def new(self, label: str) -> NewTier:
        """A tier for a label that had none, or no room, in the style of the fullest."""
        like = max((tier.element for tier in self.document.tiers), key=lambda item: len(item.elements))
        label = "" if label == UNLABELLED else label
        key = tier_id(label, self._ids)
        who = label if label and (key != label or like.get("PARTICIPANT")) else None
        self._new.append(NewTier(like, key, None, who, []))
        return self._new[-1]

    def hand_over(
        self, tier: Element, items: Sequence[Child], changes: Sequence[dict[str, str | None]], move: Move | None
    ) -> None:
        """Annotations of a dependent tier get other attributes, and where their parents move, another tier."""
        target = self._counterpart(tier, move) if move else tier
        for item, values in zip(items, changes, strict=True):
            low = item.ends[0].low if item.ends else 0
            entry: Element | str = item.outer
            if values:
                text = self.document.text
                entry = (text[item.outer.begin : item.inner.begin] + self.patch.head(item.inner, values)
                         + text[item.inner.inner : item.outer.stop])
            self.put(item.outer, target, (low, item.outer.begin, entry))
            if move:
                own = target.key if isinstance(target, NewTier) else target.value("TIER_ID") or ""
                for line in self.dependents.lines(tier, item.inner):
                    self.hand_over(line.tier, line.items, [{}] * len(line.items), Move(tier, target, own, move.names))

    def _counterpart(self, tier: Element, move: Move) -> Element | NewTier:
        """The tier that hangs on the new parent as `tier` does on the old, of its type; made where there is none."""
        parent, key = move.parent, move.key
        known = self._counterparts.get((key, tier.begin))
        if known is not None:
            return known
        kind, own = tier.value("LINGUISTIC_TYPE_REF"), tier.value("TIER_ID") or ""
        above, below = move.names
        alike, there = (
            [item for item in self.dependents.tiers(one.value("TIER_ID") or "")
             if item.value("LINGUISTIC_TYPE_REF") == kind] if isinstance(one, Element) else []
            for one in (move.old, parent)
        )
        name, count = re.subn(rf"(?<!\w){re.escape(above)}(?!\w)", lambda _: below, own) if above else (own, 0)
        name = name if count else f"{own} {below}".strip()
        place = alike.index(tier)
        found: Element | NewTier | None = next((item for item in there if item.value("TIER_ID") == name), None)
        if found is None and place < len(there):
            found = there[place]
        if found is None:
            who = parent.who if isinstance(parent, NewTier) else parent.value("PARTICIPANT")
            found = NewTier(tier, tier_id(name, self._ids), key, who if tier.get("PARTICIPANT") else None, [])
            self._new.append(found)
        self._counterparts[key, tier.begin] = found
        return found

    def _merged(self, tier: Element) -> list[Element | str]:
        """A tier's annotations by their start; those that stay keep their order."""
        times = {outer.begin: first.low for outer, _, first, _ in aligned_in(self.document, tier)}
        made: list[Element | str] = []
        waiting = deque(sorted(self._added[tier.begin], key=lambda item: item[:2]))
        for outer in tier.elements:
            while waiting and outer.begin in times and waiting[0][0] < times[outer.begin]:
                made.append(waiting.popleft()[2])
            if outer.begin not in self._gone:
                made.append(outer)
        return [*made, *(item[2] for item in waiting)]
