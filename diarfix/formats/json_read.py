"""Asking a JSON tree for what a format wants of it, with an error that names the place where it is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from diarfix.errors import DiarfixError
from diarfix.formats import json_doc
from diarfix.formats.json_doc import Node
from diarfix.model import Seconds

MAX_SECONDS = 10_000_000.0
"""No recording is longer; a larger time is an error."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A JSON text, its name for messages, and its root."""

    text: str
    name: str
    root: Node

    @classmethod
    def of(cls, text: str, name: str) -> Reader:
        """The reader of a text. Raises E203 or E106 as `json_doc.parse` does."""
        return cls(text, name, json_doc.parse(text, name))

    def fail(self, node: Node, what: str, remedy: str = "mend it, or give the file as the tool wrote it") -> NoReturn:
        """Raise E203 at a node."""
        raise DiarfixError("E203", what, remedy, json_doc.place(self.text, self.name, node.begin))

    def array(self, node: Node, key: str) -> tuple[Node, ...]:
        """The items under `key`; none where it is missing. Raises E203 where it is something else."""
        found = node.get(key)
        if found is not None and found.kind != "array":
            self.fail(found, f"{key!r} should be a list")
        return found.items if found else ()

    def objects(self, node: Node, key: str) -> tuple[Node, ...]:
        """The same, all of them objects."""
        items = self.array(node, key)
        for item in items:
            if item.kind != "object":
                self.fail(item, f"every item of {key!r} should be an object")
        return items

    def string(self, node: Node, key: str) -> str | None:
        """The string under `key`. Raises E203 where it is something else."""
        found = node.get(key)
        if found is not None and found.kind != "string":
            self.fail(found, f"{key!r} should be a string")
        return found.value if found else None

    def label(self, node: Node, key: str) -> str | None:
        """The label under `key`, a string or a whole number; None where there is none or it is "". Raises E203."""
        found = node.get(key)
        if found is None:
            return None
        if found.kind != "string" and not (found.kind == "number" and isinstance(found.value, int)):
            self.fail(found, f"{key!r} should be a string or a whole number")
        return " ".join(str(found.value).split()) or None

    def whole(self, node: Node, key: str) -> int | None:
        """The whole number from 0 on under `key`, which may be written as 2.0 or "2". Raises E203 otherwise."""
        value = self.number(node, key)
        if value is not None and not (value == int(value) and 0 <= value < 1_000_000):
            self.fail(node.get(key) or node, f"{key!r} should be a whole number from 0 on")
        return None if value is None else int(value)

    def number(self, node: Node, key: str) -> float | None:
        """The number under `key`, which may be written as a string. Raises E203 where it is something else."""
        found = node.get(key)
        if found is None:
            return None
        value = found.value
        if found.kind == "string":
            try:
                value = float(value)
            except ValueError:
                self.fail(found, f"{key!r} should be a number, not {value[:40]!r}")
        elif found.kind != "number":
            self.fail(found, f"{key!r} should be a number")
        return None if value is None or value != value else float(value)

    def seconds(self, node: Node, key: str, unit: float = 1.0) -> Seconds | None:
        """The time under `key`, `unit` seconds each. Raises E203 for what no recording has."""
        value = self.number(node, key)
        if value is None:
            return None
        if not -MAX_SECONDS < value * unit < MAX_SECONDS:
            found = node.get(key)
            self.fail(found or node, f"{key!r} is no time: {value:g}")
        return value * unit
