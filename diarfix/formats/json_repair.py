"""What `--lenient` puts right in JSON: commas too many or missing, strings over several lines, a cut-off end.

One pass over the text; the result is parsed strictly by whoever asked.
"""

from __future__ import annotations

import re

from diarfix.formats.base import Repair, Repaired
from diarfix.formats.json_doc import place

_TOKEN = re.compile(r'[ \t\r\n]+|"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s"{}\[\],:]+', re.S)
_CONTROL = re.compile(r"[\x00-\x1f]")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CLOSES = {"{": "}", "[": "]"}
_WHOLE = re.compile(r"true|false|null|NaN|-?Infinity|-?[0-9.]+(?:[eE][+-]?[0-9]+)?")


def repair(text: str, name: str = "<text>") -> Repaired:
    """The text with what can be put right put right.

    >>> repair('{"a": [1, 2,], "b": "x').text
    '{"a": [1, 2]}'
    """
    return _Repair(text, name).done()


class _Repair:
    """One pass. `out` holds tokens and white space; `stack` the open brackets, each with where it stands in `out`."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.out: list[str] = []
        self.stack: list[str] = []
        self.repairs: list[Repair] = []
        self.safe: tuple[int, tuple[str, ...]] = (0, ())  # how much of `out` is whole, and what was open there
        self.last = ""

    def done(self) -> Repaired:
        for found in _TOKEN.finditer(self.text):
            token, at = found[0], found.start()
            if token.isspace():
                self.out.append(token)
                continue
            if token[0] == '"' and (len(token) < 2 or not token.endswith('"')):
                break  # cut off inside a string
            if self.last and not self.stack:
                self._tell(at, "what stands after the end was left out")
                return Repaired("".join(self.out), tuple(self.repairs))
            self._take(token, at)
        if self.stack:
            kept, opened = self.safe
            self._tell(len(self.text), "the end is missing; what was whole was kept and closed")
            self.out[kept:] = [_CLOSES[mark] for mark in reversed(opened)]
        return Repaired("".join(self.out), tuple(self.repairs))

    def _take(self, token: str, at: int) -> None:
        value = token[0] not in "}],:"
        if token in ("}", "]") and self.last == ",":
            self._drop_comma(at)
        if value and (self.last in ("}", "]") or self._is_value(self.last)):
            self._tell(at, "a missing comma was added")
            self.out.append(",")
        if token == "," and self.last == ",":
            self._tell(at, "a repeated comma was left out")
            return
        if token[0] == '"' and _CONTROL.search(token):
            self._tell(at, "line breaks and tabs inside a string were escaped")
            token = _CONTROL.sub(lambda one: _ESCAPES.get(one[0], f"\\u{ord(one[0]):04x}"), token)
        key = token[0] == '"' and self.stack[-1:] == ["{"] and self.last != ":"
        self.out.append(token)
        if token in _CLOSES:
            self.stack.append(token)
        elif token in ("}", "]") and self.stack and _CLOSES[self.stack[-1]] == token:
            self.stack.pop()
        self.last = token
        whole = token in ("}", "]") or (not key and token[0] not in "{[,:" and self._is_value(token))
        if whole or token in _CLOSES:
            self.safe = (len(self.out), tuple(self.stack))

    @staticmethod
    def _is_value(token: str) -> bool:
        return bool(token) and (token[0] == '"' or bool(_WHOLE.fullmatch(token)))

    def _drop_comma(self, at: int) -> None:
        self._tell(at, "a comma before a closing bracket was left out")
        for index in range(len(self.out) - 1, -1, -1):
            if self.out[index] == ",":
                del self.out[index]
                return

    def _tell(self, at: int, what: str) -> None:
        self.repairs.append(Repair(place(self.text, self.name, at), what))
