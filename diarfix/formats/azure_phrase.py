"""One phrase of Azure's batch JSON: its words with times, and its cutting in every form and alternative.

    display   It's   13:60   today.        cut before "today."
    lexical   it's   thirteen sixty   today        cut where it lines up: before "today"
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch, decoded
from diarfix.formats.json_read import Reader
from diarfix.formats.segments import Change, Piece, Segment, text_splices
from diarfix.formats.splice import differences
from diarfix.model import Seconds, Word
from diarfix.text import plain

TICK = 1e-7
"""Seconds of a tick."""

TEXTS = ("display", "lexical", "itn", "maskedITN")
_ISO = re.compile(r"PT(?:(\d{1,6}(?:\.\d{1,9})?)H)?(?:(\d{1,6}(?:\.\d{1,9})?)M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?")


class Style(NamedTuple):
    """How keys are written: camelCase, or PascalCase."""

    pascal: bool

    def __call__(self, key: str) -> str:
        """The key in this style."""
        return key[0].upper() + key[1:] if self.pascal else key


class Phrase(NamedTuple):
    """A phrase: as a segment, its channel (None in a document of one), its words; `best` is its first alternative."""

    segment: Segment
    channel: str | None
    words: list[Word]
    best: Node | None


def read(
    reader: Reader, node: Node, style: Style, label: str | None, channel: str | None, first: int
) -> Phrase:
    """The phrase at a node; without words where nothing was recognised. Raises E203."""
    start = time(reader, node, style, "offset")
    length = time(reader, node, style, "duration")
    end = None if start is None or length is None else start + length
    alternatives = reader.objects(node, style("nBest"))
    best = alternatives[0] if alternatives else None
    display = best.get(style("display")) if best is not None else None
    if best is None or display is None or display.kind != "string":
        return Phrase(Segment(node, label, start, end, first, ()), channel, [], None)
    text = decoded(reader.text, display)
    spans = tuple(text.words())
    words = [Word(text.text[a:b], *text.span(a, b), channel=channel) for a, b in spans]
    _time(reader, best, style, words)
    if words:
        words[0] = replace(words[0], start=start if words[0].start is None else words[0].start)
        words[-1] = replace(words[-1], end=end if words[-1].end is None else words[-1].end)
    return Phrase(Segment(node, label, start, end, first, spans), channel, words, best)


def _time(reader: Reader, best: Node, style: Style, words: list[Word]) -> None:
    """Give words the times and confidences of those they are the same as."""
    key, said = style("displayWords"), style("displayText")
    listed = reader.objects(best, key)
    if not listed:
        key, said = style("words"), style("word")
        listed = reader.objects(best, key)
    names = [reader.string(item, said) or "" for item in listed]
    for at, other in _same([word.text for word in words], names):
        item = listed[other]
        start, length = time(reader, item, style, "offset"), time(reader, item, style, "duration")
        end = None if start is None or length is None else round(start + length, 7)
        words[at] = replace(words[at], start=start, end=end,
                            confidence=reader.number(item, style("confidence")))


def _same(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of words that are the same but for marks and case; all pairs where there are as many."""
    if len(left) == len(right):
        return [(at, at) for at in range(len(left))]
    matcher = SequenceMatcher(None, [plain(word) for word in left], [plain(word) for word in right], autojunk=False)
    return [(a + n, b + n) for a, b, size in matcher.get_matching_blocks() for n in range(size)]


def time(reader: Reader, node: Node, style: Style, key: str) -> Seconds | None:
    """An offset or duration: in ticks, in milliseconds, or as `PT1.5S`. Raises E203."""
    ticks = reader.seconds(node, style(f"{key}InTicks"), TICK)
    if ticks is not None:
        return round(ticks, 7)
    found = node.get(style(key))
    if found is None:
        milli = reader.seconds(node, style(f"{key}Milliseconds"), 0.001)
        return None if milli is None else round(milli, 7)
    match = _ISO.fullmatch(found.value) if found.kind == "string" else None
    if not match:
        reader.fail(found, f"{style(key)!r} should be a time such as \"PT1.5S\"")
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return round(hours * 3600 + minutes * 60 + seconds, 7)


def iso(value: Seconds) -> str:
    """A time as Azure writes it.

    >>> iso(3661.5), iso(0.0), iso(0.04)
    ('PT1H1M1.5S', 'PT0S', 'PT0.04S')
    """
    hours, rest = divmod(round(value, 3), 3600)
    minutes, seconds = divmod(round(rest, 3), 60)
    shown = f"{seconds:.3f}".rstrip("0").rstrip(".")
    parts = [f"{hours:.0f}H" if hours else "", f"{minutes:.0f}M" if minutes else "", f"{shown}S" if seconds else ""]
    return "PT" + ("".join(parts) or "0S")


def times(start: Seconds | None, end: Seconds | None) -> dict[str, Any]:
    """Members that say these times, where both are known, for a new document."""
    if start is None or end is None:
        return {}
    length = max(0.0, end - start)
    return {"offset": iso(start), "duration": iso(length),
            "offsetInTicks": float(ticks_of(start)), "durationInTicks": float(ticks_of(length))}


def ticks_of(value: Seconds) -> int:
    """A time, to the millisecond, in ticks."""
    return round(value * 1000) * 10_000


def respell(patch: Patch, phrase: Phrase, change: Change) -> None:
    """A phrase that is not cut: its display form, and its words in that form, are spelled anew."""
    display = _member(phrase.best, "display")
    for splice in text_splices(phrase.segment, change) if display is not None else ():
        patch.splice(display, *splice)  # type: ignore[arg-type]
    _respell_words(patch, phrase, change)


def _respell_words(patch: Patch, phrase: Phrase, change: Change) -> None:
    listed = _member(phrase.best, "displayWords")
    if listed is None or len(listed.items) != len(phrase.words):
        return
    for at, item in enumerate(listed.items):
        text, place = _member(item, "displayText"), phrase.segment.first + at
        old, new = change.old_words[place].text, change.new_words[place].text
        if text is not None and text.value == old:
            for splice in differences(old, new):
                patch.splice(text, *splice)


def _member(node: Node | None, key: str) -> Node | None:
    """A member in either style of keys."""
    return None if node is None else node.get(key) or node.get(key[0].upper() + key[1:])


class Cutter:
    """One phrase, to be cut in every form and alternative; its words in the form shown are spelled anew first."""

    def __init__(self, reader: Reader, patch: Patch, style: Style, phrase: Phrase, change: Change) -> None:
        self.reader, self.patch, self.style, self.phrase = reader, patch, style, phrase
        _respell_words(patch, phrase, change)
        first, said = phrase.segment.first, [word.text for word in phrase.words]
        found = phrase.segment.node.get(style("nBest"))
        assert found is not None
        self.alternatives = found
        self.forms = [_forms(node, style, said) for node in found.items]
        if self.forms and "display" in self.forms[0]:
            own = self.forms[0]["display"]
            new = tuple(word.text for word in change.new_words[first : first + len(said)])
            self.forms[0]["display"] = own._replace(parts=new)

    def members(self, piece: Piece) -> dict[str, str | None]:
        """The members of a piece, but for the speaker."""
        style, patch = self.style, self.patch
        made = {} if piece.share is None else _times(self.reader, patch, self.phrase.segment, style, piece)
        pieces: list[Node | str] = []
        for node, forms in zip(self.alternatives.items, self.forms, strict=True):
            members: dict[str, str | None] = {}
            for key, form in forms.items():
                parts = form.parts[form.place(piece.start) : form.place(piece.end)]
                text = patch.quote(" ".join(map(str, parts))) if form.listed is None else None
                members[style(key)] = patch.render(form.listed, entries=parts) if form.listed is not None else text
            pieces.append(patch.render(node, members))
        return {**made, style("nBest"): patch.render(self.alternatives, entries=pieces)}


class Form(NamedTuple):
    """One form of a phrase: its words as texts, or as items of `listed`, and how they line up with those shown.

    >>> form = Form("it's thirteen sixty today".split(), None, lined_up(["It's", "13:60", "today."],
    ...                                                                 "it's thirteen sixty today".split()))
    >>> [form.place(cut) for cut in range(4)]
    [0, 1, 3, 4]
    """

    parts: Sequence[Node | str]
    listed: Node | None
    matches: Sequence[tuple[str, int, int, int, int]]

    def place(self, cut: int) -> int:
        """Where a cut before word `cut` of those shown falls; in proportion where they differ."""
        if cut == 0 or cut == self.matches[-1][2]:
            return len(self.parts) if cut else 0
        at = bisect_left(self.matches, cut, key=lambda match: match[1])
        if at < len(self.matches) and self.matches[at][1] == cut:
            return self.matches[at][3]
        _, a, b, c, d = self.matches[at - 1]
        return c + round((d - c) * (cut - a) / (b - a))


def lined_up(said: Sequence[str], others: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Which words of two forms are the same; one by one where there are as many."""
    if len(said) == len(others):
        return [("equal", 0, len(said), 0, len(said))]
    left, right = [plain(word) for word in said], [plain(word) for word in others]
    return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()


def _forms(node: Node, style: Style, said: Sequence[str]) -> dict[str, Form]:
    made: dict[str, Form] = {}
    for key in TEXTS:
        text = node.get(style(key))
        if text is not None and text.kind == "string":
            tokens = text.value.split()
            made[key] = Form(tokens, None, lined_up(said, tokens))
    for key, name in (("words", "word"), ("displayWords", "displayText")):
        listed = node.get(style(key))
        if listed is not None and listed.kind == "array":
            names = [str(found.value) for item in listed.items for found in [item.get(style(name))] if found]
            if len(names) == len(listed.items):
                made[key] = Form(listed.items, listed, lined_up(said, names))
    return made


def _times(reader: Reader, patch: Patch, segment: Segment, style: Style, piece: Piece) -> dict[str, str | None]:
    """Both times of a piece in each way in which the phrase gives them."""
    share = piece.share
    assert share is not None
    begin = segment.start if piece.start == 0 and segment.start is not None else share.begin
    made: dict[str, str | None] = {}
    for key, value in (("offset", begin), ("duration", max(0.0, share.end - begin))):
        if key == "offset" and piece.start == 0:
            continue
        node = segment.node
        if node.get(style(key)) is not None:
            made[style(key)] = patch.quote(iso(value))
        ticks = node.get(style(f"{key}InTicks"))
        if ticks is not None:
            whole = ticks_of(value)
            made[style(f"{key}InTicks")] = f"{whole}.0" if isinstance(ticks.value, float) else str(whole)
        if node.get(style(f"{key}Milliseconds")) is not None:
            made[style(f"{key}Milliseconds")] = str(round(value * 1000))
    return made
