"""A text as its lines that are not blank, and the furniture that shows itself by its mark-up alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diarfix.model import Furniture

HEAD = 240
"""Characters of a line that are looked at to tell what it is; a label is far shorter."""

_LINE = re.compile(r"[^\r\n]+")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_RULE = re.compile(r"(?:[-*_=][ \t]*){3,}$")
_LINK_ONLY = re.compile(
    r"<?(?:https?://|www\.)\S+>?$|!?\[[^\[\]]{0,120}\]\(\S{0,200}\)$|<!--.{0,200}-->$"
    r"|Transcribed by https?://\S+$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `begin:stop` of the text, white space at both ends left out.

    `head` is its first `HEAD` characters; `blank_before` says whether a blank line stands before it.
    """

    begin: int
    stop: int
    head: str
    blank_before: bool

    def __len__(self) -> int:
        return self.stop - self.begin


def split_lines(text: str, limit: int | None = None) -> list[Line]:
    r"""Lines with something in them, the first `limit` of them; `\n`, `\r\n` and `\r` end a line.

    >>> [(line.head, line.blank_before) for line in split_lines("a\r\n\r\n b\nc")]
    [('a', False), ('b', True), ('c', False)]
    """
    lines: list[Line] = []
    last = 0
    for found in _LINE.finditer(text):
        if limit is not None and len(lines) >= limit:
            break
        begin, stop = found.span()
        while begin < stop and text[begin].isspace():
            begin += 1
        if begin == stop:
            continue
        while text[stop - 1].isspace():
            stop -= 1
        between = text[last:begin]
        breaks = between.count("\n") + between.count("\r") - between.count("\r\n")
        lines.append(Line(begin, stop, text[begin : min(stop, begin + HEAD)], breaks > 1 or (not lines and breaks > 0)))
        last = stop
    return lines


def marked_furniture(lines: list[Line]) -> tuple[list[Furniture], list[Line]]:
    """Front matter, headings, rules, lone links and a program's own signature; and the lines that are left."""
    end = _front_matter(lines)
    furniture = [Furniture("front-matter", lines[0].begin, lines[end - 1].stop)] if end else []
    rest = []
    for line in lines[end:]:
        if _HEADING.match(line.head):
            furniture.append(Furniture("heading", line.begin, line.stop))
        elif len(line) <= HEAD and (_RULE.match(line.head) or _LINK_ONLY.match(line.head)):
            furniture.append(Furniture("page", line.begin, line.stop))
        else:
            rest.append(line)
    return furniture, rest


def _front_matter(lines: list[Line]) -> int:
    """How many lines a YAML block between `---` lines takes at the top; 0 without one."""
    if not lines or lines[0].head != "---":
        return 0
    for at, line in enumerate(lines[1:400], start=1):
        if line.head in ("---", "..."):
            return at + 1
    return 0
