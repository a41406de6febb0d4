"""HTML as podcast transcripts use it: paragraphs with the `<cite>` and the `<time>` before each, at their places.

    <cite>Mara Quill:</cite> <time>0:01</time> <p>Tea &amp; <i>toast</i>.</p>
    |begin       |name|            |clock|        |head            |stop|close

A small tokenizer of our own in linear time: html.parser says where a tag begins but not where it ends, joins what it
cannot read to the text around it, and tree builders write unclosed and misplaced tags otherwise than they read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from diarfix.formats import payload as payloads
from diarfix.formats.payload import Payload
from diarfix.formats.times import CLOCK

# Neither alternative runs past the next "<", so that a text full of unclosed tags is still read in linear time.
_TAG = re.compile(r"""</?([A-Za-z][\w:-]*+)(?:(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>""")
_REFERENCE = re.compile(r"&(?:#?\w{1,31});")
_TIME = re.compile(rf"(?<![\d:]){CLOCK}(?![\d:])")
_RAW = {name: re.compile(rf"</{name}\b[^<>]*>", re.I) for name in ("script", "style", "title", "textarea", "noscript")}
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_BLOCK = frozenset(
    "address article aside blockquote body cite dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html main nav ol p pre section table td time tr ul li".split()
)
_OTHER = "!"
"""The name of a comment, a declaration, or an element whose content is no text."""


class Token(NamedTuple):
    """A tag at characters `begin:stop`, its name in lower case."""

    begin: int
    stop: int
    name: str
    closing: bool


@dataclass(frozen=True, slots=True)
class Cite:
    """A `<cite>` element: its content, and the name in it as decoded characters `first:last`; "" for no one."""

    begin: int
    head: int
    stop: int
    close: int
    inner: Payload
    first: int
    last: int

    @property
    def name(self) -> str:
        """The name, without the colon."""
        return " ".join(self.inner.text.text[self.first : self.last].split())


class Clock(NamedTuple):
    """A `<time>` element at `begin:close`; the time that it says at `first:last`, which is empty for none."""

    begin: int
    close: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A `<p>` element: its tag at `begin:head`, its text at `head:stop`; without an end tag `close` is `stop`."""

    begin: int
    head: int
    stop: int
    close: int
    inner: Payload
    cite: Cite | None
    time: Clock | None

    @property
    def first(self) -> int:
        """Where its `<cite>` or `<time>` begins, or else itself."""
        return min(part.begin for part in (self, self.cite, self.time) if part is not None)


def tokens(text: str) -> Iterator[Token]:
    """The tags of a text; a "<" that begins none is text.

    >>> [(token.name, token.closing) for token in tokens('<P class="a > b">1 < 2</p><!-- <p> -->')]
    [('p', False), ('p', True), ('!', False)]
    """
    at = text.find("<")
    while at >= 0:
        stop = at + 1
        found = _TAG.match(text, at)
        if found:
            name = found[1].lower()
            closing = text[at + 1] == "/"
            stop = found.end()
            if not closing and name in _RAW:
                end = _RAW[name].search(text, stop)
                stop, name = end.end() if end else len(text), _OTHER
            yield Token(at, stop, name, closing)
        elif text.startswith(("<!", "<?"), at):
            mark = "-->" if text.startswith("<!--", at) else ">"
            end_at = text.find(mark, at + 2)
            stop = len(text) if end_at < 0 else end_at + len(mark)
            yield Token(at, stop, _OTHER, False)
        at = text.find("<", stop)


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a page. A `<cite>` inside one that is closed is a title that someone names."""
    found = list(tokens(text))
    closed = _closed(found)
    made: list[Paragraph] = []
    cite: Cite | None = None
    time: Clock | None = None
    at = 0
    while at < len(found):
        token = found[at]
        if token.closing or token.name not in ("cite", "time", "p"):
            at += 1
            continue
        end = closed.get(at) or _end(found, at)
        ended = end < len(found) and found[end].closing and found[end].name == token.name
        stop = found[end].begin if end < len(found) else len(text)
        close = found[end].stop if ended else stop
        inner = _payload(text, token.stop, stop, found[at + 1 : end])
        if token.name == "cite":
            cite = _cite(token, stop, close, inner)
        elif token.name == "time":
            clock = _TIME.search(text, token.stop, min(stop, token.stop + 200))
            time = Clock(token.begin, close, *(clock.span() if clock else (token.stop, token.stop)))
        else:
            made.append(Paragraph(token.begin, token.stop, stop, close, inner, cite, time))
            cite = time = None
        at = end + ended
    return made


def _closed(found: Sequence[Token]) -> dict[int, int]:
    """For paragraphs with an end tag before the next one begins: where that is."""
    made: dict[int, int] = {}
    last: int | None = None
    for at, token in enumerate(found):
        if token.name == "p" and not token.closing:
            last = at
        elif token.name == "p" and last is not None:
            made[last], last = at, None
    return made


def _end(found: Sequence[Token], at: int) -> int:
    """The token that ends the element of token `at`: its end tag, or a block that cannot stand in it."""
    end = at + 1
    while end < len(found) and found[end].name not in _BLOCK:
        end += 1
    return end


def _payload(text: str, begin: int, stop: int, inside: Sequence[Token]) -> Payload:
    return payloads.marked(text, begin, stop, _marks(text, begin, stop, inside))


def _marks(text: str, begin: int, stop: int, inside: Sequence[Token]) -> Iterator[tuple[int, int, str | None]]:
    """References as what they say, tags, and what has no end tag: a line break parts words."""
    edge = begin
    for token in [*inside, Token(stop, stop, "", False)]:
        for found in _REFERENCE.finditer(text, edge, token.begin):
            yield *found.span(), unescape(found[0])
        if token.name in _VOID or token.name == _OTHER:
            yield token.begin, token.stop, " " if token.name in ("br", "hr") else ""
        elif token.name:
            yield token.begin, token.stop, None
        edge = token.stop


def _cite(token: Token, stop: int, close: int, inner: Payload) -> Cite:
    said = inner.text.text
    last = len(said.rstrip(": \t\r\n\f\xa0"))
    first = min(last, len(said) - len(said.lstrip()))
    return Cite(token.begin, token.stop, stop, close, inner, first, last)
