"""Writing labels into a TTML document: a `<p>` gets another `ttm:agent`, and one that holds several speakers is cut.

    before   <p begin="1" end="4" ttm:agent="A"><span begin="1" end="4" ...>[So][it][is][Right]</span></p>
    after    <p begin="1" end="2.9" ttm:agent="A"><span begin="1" end="2.9" ...>[So][it][is]</span></p>
             <p begin="3.1" end="4" ttm:agent="B"><span begin="3.1" end="4" ...>[Right]</span></p>

A cut closes what is open there and opens it again; ids are not repeated. All else is copied as it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from diarfix.formats import timed, vtt
from diarfix.formats.base import Estimate, Written
from diarfix.formats.segments import Change, label_of
from diarfix.formats.splice import Edit, cut, differences, source_edits, within
from diarfix.formats.ttml import Paragraph, checked, clock, times
from diarfix.formats.ttml_agents import AGENT, ID, METADATA, People
from diarfix.formats.xml_doc import Element, parse
from diarfix.formats.xml_patch import XmlPatch
from diarfix.model import UNLABELLED, Seconds, Source, Transcript

_OPEN, _CLOSE = "<![CDATA[", "]]>"


def write(source: Source, items: Sequence[Paragraph], original: Transcript, edited: Transcript) -> Written:
    """The document with the labels and words of `edited`."""
    writer = _Writer(source, items, Change.of(original, edited))
    first = 0
    for item in items:
        if item.words:
            writer.paragraph(item, first)
        first += len(item.words)
    writer.edits += writer.people.edits()
    return Written(cut(source.text, 0, len(source.text), writer.edits), tuple(writer.estimates))


class _Writer:
    """One document's writing."""

    def __init__(self, source: Source, items: Sequence[Paragraph], change: Change) -> None:
        self.source, self.change = source, change
        self.root = parse(source.text, source.name)
        self.cdata = _OPEN in source.text
        self.patch = XmlPatch(source.text, self.root)
        used = ((item.label, item.element.value(AGENT) or "") for item in items if item.label is not None)
        for label in sorted(set(change.new)):
            checked(label, source.name)
        self.people = People(self.patch, used, change)
        self.edits: list[Edit] = []
        self.estimates: list[Estimate] = []

    def paragraph(self, item: Paragraph, first: int) -> None:
        """Write one `<p>`, whose words are those of the transcript from `first` on."""
        old, new = (labels[first : first + len(item.words)] for labels in (self.change.old, self.change.new))
        edits = list(self._respelled(item, first))
        cuts = [at for at in range(1, len(new)) if new[at] != new[at - 1]]
        if cuts:
            raw = self._pieces(item, first, cuts, edits)
            self.edits.append((item.element.begin, item.element.stop, raw))
            return
        label = label_of(new, item.label)
        if old != new and label != self.people.now(item.label):
            edits.append((item.element.begin, item.element.inner,
                          self.patch.head(item.element, self._agent(item.element, label))))
        self.edits += edits

    def _respelled(self, item: Paragraph, first: int) -> Iterator[Edit]:
        for at, (a, _) in enumerate(item.spans):
            old, new = self.change.old_words[first + at].text, self.change.new_words[first + at].text
            if old != new:
                yield from source_edits(item.text, list(differences(old, checked(new, self.source.name), a)), escape)

    def _agent(self, element: Element, label: str) -> dict[str, str | None]:
        if label == UNLABELLED:
            return {AGENT: None}
        label = self.people.value(label)
        if element.get(AGENT) is not None:
            return {AGENT: label}
        spaces = [one for one in (*element.attributes, *self.root.attributes)
                  if one.name.startswith("xmlns:") and one.value == METADATA]
        if spaces:
            return {f"{spaces[0].name[6:]}:agent": label}
        return {"xmlns:ttm": METADATA, "ttm:agent": label}

    def _pieces(self, item: Paragraph, first: int, cuts: Sequence[int], edits: list[Edit]) -> str:
        element, text = item.element, self.source.text
        words = self.change.old_words[first : first + len(item.words)]
        begin = item.start if item.start is not None else words[0].start
        end = item.end if item.end is not None else words[-1].end
        shares = [] if begin is None or end is None else timed.shares(words, cuts, begin, max(begin, end))
        places = [element.inner, *(self._place(item, at) for at in cuts), element.close]
        chains = [list(_open_at(element, at)) for at in places[1:-1]]
        inner = text[element.inner : element.close]
        lead = inner[: len(inner) - len(inner.lstrip())]
        tail = inner[len(inner.rstrip()) :]
        made = []
        for number, (a, b) in enumerate(pairwise([0, *cuts, len(words)])):
            share = shares[number] if shares else None
            if share is not None and share.estimated:
                self.estimates.append(Estimate(first + a, share.begin))
            opened = chains[number - 1] if number else []
            closed = chains[number] if b < len(words) else []
            label = label_of(self.change.new[first + a : first + b], item.label)
            changes = self._agent(element, label) if label != self.people.now(item.label) else {}
            changes |= self._changes(element, share, number > 0, b < len(words))
            head = self.patch.head(element, changes)
            again = "".join(self.patch.head(one, self._changes(one, share, True, one in closed)) for one in opened)
            inside = [(one.begin, one.inner, self.patch.head(one, self._changes(one, share, False, True)))
                      for one in closed if one not in opened]
            start, stop = places[number], places[number + 1]
            body = cut(text, start, stop, [*within(edits, start, stop), *inside])
            if number and self._in_cdata(element, start):
                again += _OPEN
            if closed or b < len(words):
                end_of_text = _CLOSE if self._in_cdata(element, stop) else ""
                body = body.rstrip() + end_of_text + "".join(f"</{one.name}>" for one in reversed(closed)) + tail
            made.append(f"{head}{lead if number else ''}{again}{body}</{element.name}>")
        return self._between(element).join(made)

    def _place(self, item: Paragraph, word: int) -> int:
        """Where to cut before a word: before all that begins with it."""
        at = item.text.places[item.spans[word][0]]
        last = item.text.end(item.spans[word - 1][1] - 1)
        for one in _open_at(item.element, at):
            if one.begin >= last:
                return one.begin
        return at

    def _changes(self, one: Element, share: timed.Share | None, later: bool, more: bool) -> dict[str, str | None]:
        """The attributes of a piece: `later` than the first, with `more` to come."""
        changes: dict[str, str | None] = {ID: None} if later and one.get(ID) is not None else {}
        if share is None:
            return changes
        if later and one.get("begin") is not None:
            changes["begin"] = self._time(one, share.begin)
        if one.get("dur") is not None and one.get("end") is None:
            start, end = times(one, self.source.text, self.source.name)
            start, end = share.begin if later else start, share.end if more else end
            changes["dur"] = None if start is None or end is None else self._time(one, end - start)
        elif more and one.get("end") is not None:
            changes["end"] = self._time(one, share.end)
        return changes

    @staticmethod
    def _time(one: Element, at: Seconds) -> str:
        """A time in the manner of the element's own."""
        like = next((value for key in ("begin", "end", "dur") if (value := one.value(key)) is not None), "")
        if like.endswith("s"):
            return f"{at:.3f}s"
        if like.count(":") == 2 and like.startswith("0"):
            return vtt.clock(at)
        return clock(at)

    def _in_cdata(self, element: Element, at: int) -> bool:
        text = self.source.text
        return self.cdata and text.rfind(_OPEN, element.inner, at) > text.rfind(_CLOSE, element.inner, at)

    def _between(self, element: Element) -> str:
        """The white space before a `<p>`, which parts its pieces too."""
        before = self.source.text[max(0, element.begin - 200) : element.begin]
        return before[len(before.rstrip()) :]


def _open_at(element: Element, at: int) -> Iterator[Element]:
    """The elements inside `element` whose contents hold character `at`, outermost first."""
    around = bisect_right(element.children, at, key=lambda child: child.begin) - 1
    child = element.children[around] if around >= 0 else None
    if isinstance(child, Element) and child.inner <= at < child.close:
        yield child
        yield from _open_at(child, at)
