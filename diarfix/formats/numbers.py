"""Numbers as labels: formats in which a speaker is a whole number, and a name has to stand elsewhere.

    number   label                       `Speaker 0`, or in a document of several channels `Channel 1 Speaker 0`
    new one  a number not yet in use     its name goes to a place that the format has, or that its readers pass over
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.segments import Change
from diarfix.model import UNLABELLED

_NATIVE = re.compile(r"(?:Channel (?P<channel>\S{1,40}) )?Speaker (?P<number>\d{1,6})")


class Numbers:
    """The numbers of one document's speakers. Lives for one reading and writing, and learns as it goes.

    `names` are those the document gives, by `key(number, channel)`; `first` is the least number in use. A channel is
    None in a document that has but one.
    """

    def __init__(self, names: Mapping[str, str] | None = None, first: int = 0) -> None:
        self.names = dict(names or {})
        self.added: dict[str, str] = {}
        self.first = first
        self._numbers: dict[tuple[str, str | None], int | None] = {}
        self._used: dict[str | None, set[int]] = {}

    @staticmethod
    def key(number: int, channel: str | None) -> str:
        """How a table of names calls a number."""
        return f"speaker_{number}" if channel is None else f"channel_{channel}_speaker_{number}"

    def label(self, number: int | None, channel: str | None = None) -> str | None:
        """The label of a number; of none that of the channel, where there are several."""
        lead = "" if channel is None else f"Channel {channel}"
        if number is None:
            found = lead or None
        else:
            found = self.names.get(self.key(number, channel)) or f"{lead} Speaker {number}".lstrip()
            self._used.setdefault(channel, set()).add(number)
        if found is not None:
            self._numbers.setdefault((found, channel), number)
        return found

    def number(self, label: str, channel: str | None = None) -> int | None:
        """The number of a label on a channel: its own, or a new one whose name is to be written (`added`)."""
        if label == UNLABELLED:
            return None
        if (label, channel) not in self._numbers:
            if channel is not None and label == f"Channel {channel}":
                return None
            self._numbers[label, channel] = self._new(label, channel)
        return self._numbers[label, channel]

    def renamed(self, change: Change) -> None:
        """Labels that are new take the numbers of those they stand for now: a person who got a name stays a number."""
        left = set(change.new)
        pairs = Counter((old, new) for old, new in zip(change.old, change.new, strict=True) if old not in left)
        taken: set[str] = set()
        for (old, new), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
            known = [place for place in self._numbers if place[0] == old and self._numbers[place] is not None]
            if new == UNLABELLED or new in taken or old in taken or any(new == label for label, _ in self._numbers):
                continue
            taken |= {old, new}
            for place in known:
                number = self._numbers.pop(place)
                assert number is not None
                self._numbers[new, place[1]] = number
                self._name(new, number, place[1])

    def _new(self, label: str, channel: str | None) -> int:
        used = self._used.setdefault(channel, set())
        native = _NATIVE.fullmatch(label)
        if native and native["channel"] == channel and int(native["number"]) not in used:
            number = int(native["number"])
        else:
            number = max(used, default=self.first - 1) + 1
        used.add(number)
        self._name(label, number, channel)
        return number

    def _name(self, label: str, number: int, channel: str | None) -> None:
        lead = "" if channel is None else f"Channel {channel} "
        key = self.key(number, channel)
        if self.names.get(key, f"{lead}Speaker {number}") != label:
            self.added[key] = label
        self.names[key] = label


def names_in(reader: Reader, *path: str) -> dict[str, str]:
    """The table of names at `path`: its strings, by key."""
    table = reader.root.get(*path)
    members = table.members if table is not None else ()
    return {item.key: " ".join(item.value.value.split()) for item in members if item.value.kind == "string"}


def write_names(patch: Patch, numbers: Numbers, parent: Node, key: str) -> None:
    """The names that are new go to the table `key` of `parent`, which is made where it is missing."""
    if not numbers.added:
        return
    table = parent.get(key)
    if table is not None and table.kind == "object":
        for name, label in numbers.added.items():
            patch.set(table, name, patch.quote(label))
        return
    patch.set(parent, key, patch.json(numbers.added))
