"""XML with the place of every element, attribute and text, so that a writer can change one and leave the rest.

A document is first read by expat through defusedxml, which refuses document types and entities (E206) and says where
it is malformed (E203). After that it is known to be well-formed, and one pass of our own finds the places: neither
ElementTree nor lxml keeps quotes, white space inside tags, or attribute order and prefixes as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from diarfix.errors import DiarfixError, Place
from diarfix.formats.json_doc import place
from diarfix.formats.splice import Decoded

MAX_DEPTH = 64
"""Deeper nesting is refused."""

MAX_ELEMENTS = 3_000_000
"""More elements than this in one document are refused."""

_MARKUP = re.compile(r"<(?:!--|!\[CDATA\[|\?|/?[^\s<>/!?]+)|&#?\w+;")
_ATTRIBUTE = re.compile(r"""(\s+)([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"&#?\w+;")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}


class Attribute(NamedTuple):
    """One attribute: its name as written, as `{namespace}local`, its value, and where these stand.

    `begin` is where the white space before it starts, `first:last` is the value between its quotes.
    """

    name: str
    tag: str
    value: str
    begin: int
    first: int
    last: int


class Piece(NamedTuple):
    """A text, a character reference or a CDATA section as characters `begin:stop`; `value` is what it says."""

    begin: int
    stop: int
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element at characters `begin:stop`; `inner:close` is what stands between its tags (both `stop` in `<a/>`).

    `name` is as written, `tag` is `{namespace}local`. `children` are elements and pieces of text, in order.
    """

    name: str
    tag: str
    attributes: tuple[Attribute, ...]
    begin: int
    inner: int
    close: int
    stop: int
    children: tuple[Element | Piece, ...] = field(repr=False)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The child elements."""
        return tuple(child for child in self.children if isinstance(child, Element))

    def get(self, tag: str) -> Attribute | None:
        """The attribute of that `{namespace}local`."""
        return next((item for item in self.attributes if item.tag == tag), None)

    def value(self, tag: str) -> str | None:
        """The attribute's value."""
        found = self.get(tag)
        return found.value if found else None

    def find(self, tag: str) -> Iterator[Element]:
        """Elements of that `{namespace}local` anywhere under this one, in document order."""
        for child in self.elements:
            if child.tag == tag:
                yield child
            yield from child.find(tag)

    def pieces(self) -> Iterator[Piece]:
        """Every piece of text at any depth, in document order."""
        for child in self.children:
            if isinstance(child, Piece):
                yield child
            else:
                yield from child.pieces()

    def decoded(self) -> Decoded:
        """All text in the element with the place of every character. Tags, comments and CDATA marks are no part."""
        text: list[str] = []
        places: list[int] = []
        stops: list[int] = []
        for piece in self.pieces():
            text.append(piece.value)
            one = piece.stop - piece.begin != len(piece.value)
            places += [piece.begin] if one else range(piece.begin, piece.stop)
            stops += [piece.stop] if one else range(piece.begin + 1, piece.stop + 1)
        return Decoded("".join(text), (*places, self.close), self.inner, self.close, (*stops, self.close))


def parse(text: str, name: str = "<text>") -> Element:
    """The root of the XML in `text`. Raises E203 with line and column, E206 for what could harm, E106 for too much.

    >>> root = parse('<a xmlns="u"><b c="1 &amp; 2">x&#33;</b></a>')
    >>> root.tag, root.elements[0].value("c"), root.elements[0].decoded().text
    ('{u}a', '1 & 2', 'x!')
    """
    _check(text, name)
    return _scan(text, name)


def _check(text: str, name: str) -> None:
    """Well-formed, and without a document type or entities; see the module."""
    from xml.etree.ElementTree import ParseError

    import defusedxml.ElementTree as safe
    from defusedxml.common import DefusedXmlException

    try:
        safe.fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        at = max(0, text.find("<!"))
        raise DiarfixError("E206", "it declares a document type or entities, which could harm",
                           "take the <!DOCTYPE ...> out", place(text, name, at)) from None
    except ParseError as error:
        line, column = error.position
        what = str(error).split(":")[0]
        raise DiarfixError("E203", f"the XML is malformed: {what}", "mend it, or export it again",
                           Place(name, line, column + 1)) from None
    except (ValueError, RecursionError) as error:
        raise DiarfixError("E203", f"the XML cannot be read: {error}", "export it again", Place(name)) from None


class _Open(NamedTuple):
    name: str
    attributes: tuple[Attribute, ...]
    begin: int
    inner: int
    children: list[Element | Piece]
    spaces: dict[str, str]


@lru_cache(maxsize=1)
def _scan(text: str, name: str) -> Element:
    """One pass over a well-formed document."""
    stack = [_Open("", (), 0, 0, [], {"xml": "http://www.w3.org/XML/1998/namespace"})]
    at = made = 0
    while (found := _MARKUP.search(text, at)) is not None:
        if found.start() > at:
            stack[-1].children.append(Piece(at, found.start(), text[at : found.start()]))
        mark = found[0]
        made += 1
        if made > MAX_ELEMENTS or len(stack) > MAX_DEPTH:
            what = f"it holds more than {MAX_ELEMENTS:,} tags" if made > MAX_ELEMENTS else (
                f"it nests deeper than {MAX_DEPTH} levels")
            raise DiarfixError("E106", what, "split it into episodes", place(text, name, found.start()))
        at = found.end()
        if mark[0] == "&":
            stack[-1].children.append(Piece(found.start(), at, _said(mark)))
        elif mark in _ENDS:
            begin, at = at, text.index(_ENDS[mark], at) + len(_ENDS[mark])
            if mark == "<![CDATA[" and at - 3 > begin:
                stack[-1].children.append(Piece(begin, at - 3, text[begin : at - 3]))
        elif mark[1] == "/":
            at = text.index(">", at) + 1
            _close(stack, found.start(), at)
        else:
            at = _open(stack, text, found.start(), mark[1:], at)
    return next(child for child in stack[0].children if isinstance(child, Element))


def _open(stack: list[_Open], text: str, begin: int, name: str, at: int) -> int:
    """Take a start tag whose name ends at `at`; where it ends."""
    raw = []
    while (found := _ATTRIBUTE.match(text, at)) is not None:
        raw.append(found)
        at = found.end()
    stop = text.index(">", at) + 1
    spaces = stack[-1].spaces
    for item in raw:
        if item[2] == "xmlns" or item[2].startswith("xmlns:"):
            spaces = {**spaces, item[2][6:]: _value(item[3])}
    attributes = tuple(
        Attribute(item[2], _tag(item[2], spaces, False), _value(item[3]), item.start(), item.start(3) + 1,
                  item.end(3) - 1)
        for item in raw
    )
    stack.append(_Open(name, attributes, begin, stop, [], spaces))
    if text[stop - 2] == "/":
        _close(stack, stop, stop)
    return stop


def _close(stack: list[_Open], close: int, stop: int) -> None:
    done = stack.pop()
    tag = _tag(done.name, done.spaces, True)
    made = Element(done.name, tag, done.attributes, done.begin, done.inner, close, stop, tuple(done.children))
    stack[-1].children.append(made)


def _value(quoted: str) -> str:
    return _REFERENCE.sub(lambda one: _said(one[0]), quoted[1:-1])


def _said(reference: str) -> str:
    """What a character reference says; expat has let no other entity pass."""
    if reference in _NAMED:
        return _NAMED[reference]
    digits = reference[2:-1]
    return chr(int(digits[1:], 16) if digits[0] == "x" else int(digits))


def _tag(name: str, spaces: dict[str, str], element: bool) -> str:
    prefix, colon, local = name.rpartition(":")
    space = spaces.get(prefix, "") if colon or element else ""
    return f"{{{space}}}{local}" if space else local
