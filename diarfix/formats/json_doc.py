r"""JSON with the place of every value, so that a writer can change one and leave the rest byte for byte.

    { "start" : 1.50 , "start" : 2 }        spelling of numbers, white space, order and repeated keys are all kept
                |---|                       `Node(kind, begin, stop, value)`: the characters `begin:stop` of the text

Our own scanner, since the libraries we looked at lose one of these: `json` keeps no places and drops repeated keys,
json-source-map keeps places but drops repeated keys and recurses without bound, tree-sitter-json keeps everything
but says of a malformed file no more than that a node is missing. Strings are decoded by the standard library.
Follows RFC 8259, and takes `NaN` and `Infinity`, which Python's own writer makes and which say nothing here.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from diarfix.errors import DiarfixError, Place

MAX_DEPTH = 64
"""Deeper nesting is refused; the deepest format here has 10 levels."""

MAX_VALUES = 6_000_000
"""More values than this in one document (some 300 hours of words with times) are refused."""

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LONE = re.compile("[\ud800-\udfff]")
_NAMES: dict[str, Any] = {"true": True, "false": False, "null": None, "NaN": None, "Infinity": None, "-Infinity": None}
_NAME = re.compile(r"true|false|null|NaN|-?Infinity")


class Member(NamedTuple):
    """One `"key": value` of an object; `begin` is where the key's quote stands, `colon` one past its last quote."""

    key: str
    begin: int
    colon: int
    value: Node


class Node(NamedTuple):
    """One JSON value at characters `begin:stop`; no two nodes of a document share a `begin`.

    `kind` is "object", "array", "string", "number" or "name" (true, false, null). `value` is a tuple of `Member`s, a
    tuple of `Node`s, a str, an int or float, or True, False or None.
    """

    kind: str
    begin: int
    stop: int
    value: Any

    @property
    def members(self) -> tuple[Member, ...]:
        """An object's members as written; empty for anything else."""
        return self.value if self.kind == "object" else ()

    @property
    def items(self) -> tuple[Node, ...]:
        """An array's items; empty for anything else."""
        return self.value if self.kind == "array" else ()

    def get(self, *path: str) -> Node | None:
        """The value under these keys, one inside the other. Of repeated keys the last counts; null is None."""
        node: Node | None = self
        for key in path:
            members = node.members if node is not None else ()
            node = next((member.value for member in reversed(members) if member.key == key), None)
        return None if node is not None and node.kind == "name" and node.value is None else node

    def has(self, key: str) -> bool:
        """Whether the object has that key, be it null."""
        return any(member.key == key for member in self.members)

    def texts(self) -> Iterator[Node]:
        """Every string value at or under this node, in document order."""
        if self.kind == "string":
            yield self
        for child in (*self.items, *(member.value for member in self.members)):
            yield from child.texts()


class JsonFault(Exception):
    """What the scanner could not read, and where; `parse` makes a `DiarfixError` of it."""

    def __init__(self, at: int, what: str, code: str = "E203") -> None:
        super().__init__(what)
        self.at, self.what, self.code = at, what, code


def parse(text: str, name: str = "<text>") -> Node:
    """The root of the JSON in `text`. Raises E203 with line and column, E106 past `MAX_DEPTH` or `MAX_VALUES`.

    >>> [node.value for node in parse('[1.50, "a\\\\u0062", null]').items]
    [1.5, 'ab', None]
    """
    try:
        return scan(text)
    except JsonFault as fault:
        remedy = "split it into episodes" if fault.code == "E106" else "mend it, or let --lenient try"
        raise DiarfixError(fault.code, f"the JSON is malformed: {fault.what}" if fault.code == "E203" else fault.what,
                           remedy, place(text, name, fault.at)) from None


@lru_cache(maxsize=1)
def scan(text: str) -> Node:
    """As `parse`, but raises `JsonFault`. The last tree is kept: detection, reading and writing want the same one."""
    scanner = _Scanner(text)
    at = scanner.skip(0)
    root = scanner.value(at, 0)
    at = scanner.skip(root.stop)
    if at < len(text):
        raise JsonFault(at, f"{_shown(text, at)} stands after the end")
    return root


def place(text: str, name: str, at: int) -> Place:
    r"""Line and column of a character; `\r`, `\n` and `\r\n` end a line.

    >>> place("a\r\nbc", "x", 4)
    Place(name='x', line=2, column=2)
    """
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text[:at]))]
    line = bisect_right(starts, at)
    return Place(name, line, at - starts[line - 1] + 1)


class _Scanner:
    """One pass over a text. Counts what it has made, so that a hostile document ends early."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made = 0

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        assert found is not None
        return found.end()

    def value(self, at: int, depth: int) -> Node:
        self.made += 1
        if self.made > MAX_VALUES:
            raise JsonFault(at, f"it holds more than {MAX_VALUES:,} values", "E106")
        if depth > MAX_DEPTH:
            raise JsonFault(at, f"it nests deeper than {MAX_DEPTH} levels", "E106")
        char = self.text[at : at + 1]
        if char == '"':
            value, stop = self.string(at)
            return Node("string", at, stop, value)
        if char == "{":
            return self.object(at, depth)
        if char == "[":
            return self.array(at, depth)
        named = _NAME.match(self.text, at)
        if named:
            return Node("name", at, named.end(), _NAMES[named[0]])
        found = _NUMBER.match(self.text, at)
        if not found:
            raise JsonFault(at, f"a value should stand here, but {_shown(self.text, at)} does")
        return Node("number", at, found.end(), _number(found[0]))

    def string(self, at: int) -> tuple[str, int]:
        try:
            value, stop = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            what = error.msg[0].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
            raise JsonFault(error.pos, f"a string is wrong here: {what}") from None
        if not value.isascii() and _LONE.search(value):
            raise JsonFault(at, "a string holds half of a character (a lone surrogate)")
        return value, stop

    def object(self, begin: int, depth: int) -> Node:
        text = self.text
        members: list[Member] = []
        at = self.skip(begin + 1)
        while text[at : at + 1] != "}":
            if members:
                if text[at : at + 1] != ",":
                    raise JsonFault(at, f"',' or '}}' should stand here, but {_shown(text, at)} does")
                at = self.skip(at + 1)
            if text[at : at + 1] != '"':
                raise JsonFault(at, f"a key in quotes should stand here, but {_shown(text, at)} does")
            key, colon = self.string(at)
            after = self.skip(colon)
            if text[after : after + 1] != ":":
                raise JsonFault(after, f"':' should stand here, but {_shown(text, after)} does")
            value = self.value(self.skip(after + 1), depth + 1)
            members.append(Member(key, at, colon, value))
            at = self.skip(value.stop)
        return Node("object", begin, at + 1, tuple(members))

    def array(self, begin: int, depth: int) -> Node:
        text = self.text
        items: list[Node] = []
        at = self.skip(begin + 1)
        while text[at : at + 1] != "]":
            if items:
                if text[at : at + 1] != ",":
                    raise JsonFault(at, f"',' or ']' should stand here, but {_shown(text, at)} does")
                at = self.skip(at + 1)
            item = self.value(at, depth + 1)
            items.append(item)
            at = self.skip(item.stop)
        return Node("array", begin, at + 1, tuple(items))


def _number(raw: str) -> int | float | None:
    """The number's value; None where it is beyond what a float can say."""
    # Of up to 300 digits a whole number is exact and still fits a float.
    if len(raw) < 300 and raw.lstrip("-").isdigit():
        return int(raw)
    value = float(raw)
    return value if math.isfinite(value) else None


def _shown(text: str, at: int) -> str:
    return repr(text[at]) if at < len(text) else "the end of the file"
