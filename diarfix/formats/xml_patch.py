"""Changing single attributes, texts and children of an XML document: what no change names is copied as it stands.

    patch = XmlPatch(text, root)
    patch.set(p, "{http://www.w3.org/ns/ttml#metadata}agent", "SPEAKER_2")
    patch.children(div, [p1, patch.render(p2, {"end": "4.5"}, [span1, span2]), p3])
    patch.text()
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from diarfix.formats.splice import Splice, cut, source_edits
from diarfix.formats.xml_doc import Element


class XmlPatch:
    """Changes to one document; mutable, and it lives for one writing. A value of None takes an attribute out."""

    def __init__(self, text: str, root: Element) -> None:
        self.source, self.root = text, root
        self._attributes: dict[int, dict[str, str | None]] = {}
        self._children: dict[int, Sequence[Element | str]] = {}
        self._edits: list[tuple[int, int, str]] = []
        self._touched: list[int] = []

    def set(self, element: Element, tag: str, value: str | None) -> None:
        """An attribute, named as `{namespace}local` or as it is to be written, gets a value; a new one comes last."""
        self._attributes.setdefault(element.begin, {})[tag] = value
        insort(self._touched, element.begin)

    def children(self, element: Element, entries: Sequence[Element | str]) -> None:
        """An element holds these child elements, its own (with their changes) or raw; white space stays in style."""
        self._children[element.begin] = entries
        insort(self._touched, element.begin)

    def splice(self, element: Element, splices: Sequence[Splice]) -> None:
        """Characters of the element's text (see `Element.decoded`) become others."""
        for edit in source_edits(element.decoded(), splices, escape):
            self._edits.append(edit)
            insort(self._touched, edit[0])

    def text(self) -> str:
        """The whole document with every change."""
        return self.source[: self.root.begin] + self.render(self.root) + self.source[self.root.stop :]

    def render(
        self,
        element: Element,
        attributes: Mapping[str, str | None] | None = None,
        entries: Sequence[Element | str] | None = None,
    ) -> str:
        """One element with its changes; `attributes` and `entries` come on top and are not recorded."""
        at = bisect_left(self._touched, element.begin)
        touched = at < len(self._touched) and self._touched[at] < element.stop
        if not touched and attributes is None and entries is None:
            return self.source[element.begin : element.stop]
        head = self.head(element, {**self._attributes.get(element.begin, {}), **(attributes or {})})
        chosen = entries if entries is not None else self._children.get(element.begin)
        if element.inner == element.stop and not chosen:
            return head
        if element.inner == element.stop:
            return f"{head[:-2].rstrip()}>{self._body(element, chosen or ())}</{element.name}>"
        return head + self._body(element, chosen) + self.source[element.close : element.stop]

    def head(self, element: Element, changes: Mapping[str, str | None]) -> str:
        """The start tag of an element with other attributes; None takes one out."""
        known = {item.tag: item for item in element.attributes} | {item.name: item for item in element.attributes}
        edits: list[tuple[int, int, str]] = []
        end = element.attributes[-1].last + 1 if element.attributes else element.begin + 1 + len(element.name)
        for tag, value in changes.items():
            found = known.get(tag)
            if found is None:
                edits += [(end, end, f' {tag}="{quoted(value)}"')] if value is not None else []
            elif value is None:
                edits.append((found.begin, found.last + 1, ""))
            elif value != found.value:
                edits.append((found.first, found.last, quoted(value)))
        return cut(self.source, element.begin, element.inner, edits)

    def _body(self, element: Element, entries: Sequence[Element | str] | None) -> str:
        """What stands between the tags: text and elements as they are, or these elements in their style."""
        own = element.elements
        if entries is None:
            parts, edge = [], element.inner
            for child in own:
                parts += [cut(self.source, edge, child.begin, self._edits), self.render(child)]
                edge = child.stop
            return "".join([*parts, cut(self.source, edge, element.close, self._edits)])
        index = {child.begin: at for at, child in enumerate(own)}
        head = self.source[element.inner : own[0].begin] if own else ""
        usual = self.source[own[0].stop : own[1].begin] if len(own) > 1 else head
        parts, before = [head], -2
        for at, entry in enumerate(entries):
            here = index.get(entry.begin, -2) if isinstance(entry, Element) else -2
            if at:
                adjacent = here == before + 1 and here > 0
                parts.append(self.source[own[before].stop : own[here].begin] if adjacent else usual)
            parts.append(self.render(entry) if isinstance(entry, Element) else entry)
            before = here
        return "".join([*parts, self.source[own[-1].stop : element.close] if own else ""])


def quoted(value: str) -> str:
    """An attribute value, safe between either kind of quotes."""
    return escape(value, {'"': "&quot;", "'": "&apos;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
