"""Changing single values of a JSON text: what no change names is copied, character by character.

    patch = Patch(text, root)
    patch.set(word, "speaker", patch.quote("Ana"))                    a value replaced, or a member added in style
    patch.items(segments, [first, patch.render(second, {"end": "4.5"}), second])      an array with items made anew
    patch.text()
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from typing import Any

from diarfix.formats.json_doc import Node
from diarfix.formats.splice import Decoded, Splice, spliced

_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.S)


class Patch:
    """Changes to one document; the only mutable thing here, and it lives for one writing.

    A value to be written is given as raw JSON (`quote` and `seconds` make some), None takes a member out.
    """

    def __init__(self, text: str, root: Node) -> None:
        self.source, self.root = text, root
        self._ascii = text.isascii() and "\\u" in text
        self._values: dict[int, str] = {}
        self._members: dict[int, dict[str, str | None]] = {}
        self._arrays: dict[int, Sequence[Node | str]] = {}
        self._splices: dict[int, list[Splice]] = {}
        self._dropped: set[int] = set()
        self._touched: list[int] = []

    def replace(self, node: Node, raw: str) -> None:
        """`raw` instead of a value and all that is in it."""
        self._values[node.begin] = raw
        self._touch(node)

    def set(self, node: Node, key: str, raw: str | None) -> None:
        """An object's member gets a new value; one that is not there is added after the last, in the same style."""
        self._members.setdefault(node.begin, {})[key] = raw
        self._touch(node)

    def items(self, node: Node, entries: Sequence[Node | str]) -> None:
        """An array holds these: its own items (with their changes) and raw ones, separated as before."""
        self._arrays[node.begin] = entries
        self._touch(node)

    def drop(self, node: Node) -> None:
        """An item goes from its array."""
        self._dropped.add(node.begin)
        self._touch(node)

    def splice(self, node: Node, begin: int, stop: int, new: str) -> None:
        """Characters `begin:stop` of a string's value become `new`; how the others are escaped stays."""
        self._splices.setdefault(node.begin, []).append(Splice(begin, stop, new))
        self._touch(node)

    def quote(self, value: str) -> str:
        """A string as raw JSON, escaped as the document does it."""
        return json.dumps(value, ensure_ascii=self._ascii)

    def json(self, value: Any) -> str:
        """Any value as raw JSON on one line, spaced as the document is."""
        separators = (",", ":") if _compact(self.source) else None
        return json.dumps(value, ensure_ascii=self._ascii, separators=separators)

    def seconds(self, value: float, digits: int = 3) -> str:
        """A time as a raw JSON number, without needless digits."""
        return repr(round(value, digits))

    def text(self) -> str:
        """The whole document with every change."""
        return self.source[: self.root.begin] + self.render(self.root) + self.source[self.root.stop :]

    def render(
        self, node: Node, members: Mapping[str, str | None] | None = None, entries: Sequence[Node | str] | None = None
    ) -> str:
        """One value with its changes; `members` (of an object) or `entries` (of an array) come on top of them.

        The changes on top are not recorded: one object can so be rendered as several.
        """
        if members is None and entries is None:
            if node.begin in self._values:
                return self._values[node.begin]
            if not self._is_touched(node):
                return self.source[node.begin : node.stop]
        if node.kind == "object":
            return self._object(node, {**self._members.get(node.begin, {}), **(members or {})})
        if node.kind == "array":
            return self._array(node, entries if entries is not None else self._arrays.get(node.begin, node.items))
        return spliced(self.source, decoded(self.source, node), self._splices[node.begin], self._escape)

    def _touch(self, node: Node) -> None:
        insort(self._touched, node.begin)

    def _is_touched(self, node: Node) -> bool:
        at = bisect_left(self._touched, node.begin)
        return at < len(self._touched) and self._touched[at] < node.stop

    def _escape(self, text: str) -> str:
        return self.quote(text)[1:-1]

    def _object(self, node: Node, changes: Mapping[str, str | None]) -> str:
        source, members = self.source, node.members
        last = {member.key: at for at, member in enumerate(members)}
        parts: list[str] = []
        edge = node.begin + 1
        for at, member in enumerate(members):
            new = changes.get(member.key, "")
            lead, edge = source[edge : member.begin], member.value.stop
            if new is None:
                continue
            if not parts:  # the first that stays stands where the first stood
                lead = source[node.begin + 1 : members[0].begin]
            elif "," not in lead:
                lead = self._separator(node)
            kept = new == "" or last[member.key] != at
            parts += [lead, source[member.begin : member.value.begin], self.render(member.value) if kept else new]
        for key, raw in changes.items():
            if raw is None or key in last:
                continue
            colon = source[members[-1].colon : members[-1].value.begin] if members else self._colon()
            parts += [self._separator(node) if parts else source[node.begin + 1 : edge], self.quote(key), colon, raw]
        return "".join(["{", *parts, source[edge : node.stop] if parts else "}"])

    def _array(self, node: Node, entries: Sequence[Node | str]) -> str:
        source, items = self.source, node.items
        entries = [entry for entry in entries if isinstance(entry, str) or entry.begin not in self._dropped]
        if not entries:
            return "[]"
        parts = ["[", source[node.begin + 1 : items[0].begin] if items else ""]
        before = -2
        for at, entry in enumerate(entries):
            here = _index(items, entry) if isinstance(entry, Node) else -2
            if at and here == before + 1 and here > 0:
                parts.append(source[items[before].stop : items[here].begin])
            elif at:
                parts.append(self._separator(node))
            parts.append(self.render(entry) if isinstance(entry, Node) else entry)
            before = here
        return "".join([*parts, source[items[-1].stop : node.stop] if items else "]"])

    def _separator(self, node: Node) -> str:
        """What stands between two entries of this object or array."""
        spans = [(member.begin, member.value.stop) for member in node.members[-2:]]
        spans = spans or [(item.begin, item.stop) for item in node.items[-2:]]
        if len(spans) > 1:
            return self.source[spans[-2][1] : spans[-1][0]]
        head = self.source[node.begin + 1 : spans[0][0]] if spans else ""
        if "\n" in head or "\r" in head:
            return "," + head
        return "," if _compact(self.source) else ", "

    def _colon(self) -> str:
        return ":" if _compact(self.source) else ": "


def _index(items: Sequence[Node], entry: Node) -> int:
    """Where a node stands among these, which are in document order; -2 where it does not."""
    at = bisect_left(items, entry.begin, key=lambda item: item.begin)
    return at if at < len(items) and items[at].begin == entry.begin else -2


def _compact(source: str) -> bool:
    """Whether the document stands without white space after its colons."""
    found = re.search(r'"\s*:(\s*)["\d\[{tfn-]', source[:4000])
    return bool(found) and not found[1]  # type: ignore[index]


def decoded(source: str, node: Node) -> Decoded:
    """A string's value with the place of every character of it."""
    raw = source[node.begin + 1 : node.stop - 1]
    if "\\" not in raw:
        return Decoded(node.value, tuple(range(node.begin + 1, node.stop)), node.begin, node.stop)
    places: list[int] = []
    at = node.begin + 1
    while at < node.stop - 1:
        places.append(at)
        escape = _ESCAPE.match(source, at)
        step = escape.end() - at if escape else 1
        if escape and step == 6 and 0xD800 <= int(source[at + 2 : at + 6], 16) < 0xDC00:
            pair = _ESCAPE.match(source, at + 6)
            # Two escapes, one character: the value holds the pair joined.
            if pair and len(pair[0]) == 6 and 0xDC00 <= int(source[at + 8 : at + 12], 16) < 0xE000:
                step = 12
        at += step
    return Decoded(node.value, (*places, at), node.begin, node.stop)
