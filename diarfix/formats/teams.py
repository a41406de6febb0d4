"""WebVTT whose cues are JSON objects: Microsoft Teams' `/metadataContent` of a transcript.

    00:00:01.000 --> 00:00:03.500
    {"startDateTime":"2026-01-01T09:00:01Z","endDateTime":"...","speakerName":"Mara Quill","spokenText":"Good morning."}

https://learn.microsoft.com/graph/api/calltranscript-get. Read and written for `vtt`, whose cues these are. An object
that is cut gets its dates from the times of its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from diarfix.formats import timed
from diarfix.formats.assemble import Unit
from diarfix.formats.base import Estimate, Written
from diarfix.formats.captions import Cue, Grammar, fault
from diarfix.formats.json_doc import JsonFault, Node, scan
from diarfix.formats.json_patch import Patch, decoded
from diarfix.formats.rows import line_break
from diarfix.formats.segments import Change
from diarfix.formats.splice import Edit, cut, differences
from diarfix.model import UNLABELLED, Seconds, Transcript, Word

_TEXT, _SPEAKER, _FIRST, _LAST = "spokenText", "speakerName", "startDateTime", "endDateTime"
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?((?:Z|[+-]\d\d:\d\d)?)")


class Entry(NamedTuple):
    """A cue, its object (offsets within the payload), what is said (the same), its label and words."""

    cue: Cue
    body: str
    root: Node
    said: Node
    spans: tuple[tuple[int, int], ...]
    label: str | None
    words: tuple[Word, ...]


def is_metadata(text: str, cues: Sequence[Cue]) -> bool:
    """Whether the first cue with a payload holds such an object."""
    first = next((text[cue.head : cue.stop] for cue in cues if cue.head < cue.stop), "")
    return first.lstrip()[:1] == "{" and f'"{_TEXT}"' in first


def entries(text: str, name: str, cues: Sequence[Cue]) -> Iterator[Entry]:
    """The cues with their objects. Raises E203."""
    for cue in cues:
        body = text[cue.head : cue.stop]
        try:
            root = scan(body)
        except JsonFault as error:
            what = f"the cue's JSON is malformed: {error.what}"
            raise fault(what, "mend it", text, name, cue.head + error.at) from None
        said, speaker = root.get(_TEXT), root.get(_SPEAKER)
        for key, node in ((_TEXT, said), (_SPEAKER, speaker)):
            if (node is None and key == _TEXT) or (node is not None and node.kind != "string"):
                raise fault(f"{key!r} should be a string", "give the file as Teams wrote it", text, name, cue.head)
        assert said is not None
        place = decoded(body, said)
        spans = tuple(place.words())
        words = [Word(place.text[a:b], cue.head + place.places[a], cue.head + place.end(b - 1)) for a, b in spans]
        if words:
            words[0] = replace(words[0], start=cue.start)
            words[-1] = replace(words[-1], end=cue.end)
        label = " ".join(speaker.value.split()) if speaker is not None else ""
        yield Entry(cue, body, root, said, spans, label or None, tuple(words))


def units(text: str, name: str, cues: Sequence[Cue]) -> list[Unit]:
    """One unit for every cue."""
    return [Unit(one.label, one.words, one.cue.begin, one.cue.start, one.cue.end) for one in entries(text, name, cues)]


def write(cues: Sequence[Cue], grammar: Grammar, original: Transcript, edited: Transcript) -> Written:
    """The text with the labels of `edited`."""
    text, change = original.source.text, Change.of(original, edited)
    edits: list[Edit] = []
    estimates: list[Estimate] = []
    first = 0
    for one in entries(text, original.source.name, cues):
        stop = first + len(one.words)
        labels = change.new[first:stop]
        cuts = [at for at in range(1, len(labels)) if labels[at] != labels[at - 1]]
        said = [word.text for word in change.new_words[first:stop]]
        if cuts:
            shares = timed.shares(one.words, cuts, one.cue.start, max(one.cue.start, one.cue.end))
            estimates += [Estimate(first + at, share.begin)
                          for at, share in zip([0, *cuts], shares, strict=True) if share.estimated]
            pieces = zip(pairwise([0, *cuts, len(labels)]), shares, strict=True)
            blocks = [_piece(text, one, grammar, span, share, labels[span[0]], said) for span, share in pieces]
            edits.append((one.cue.begin, one.cue.stop, (line_break(text) * 2).join(blocks)))
        elif one.words and (labels[0] != (one.label or UNLABELLED) or said != [word.text for word in one.words]):
            patch = Patch(one.body, one.root)
            if labels[0] != (one.label or UNLABELLED):
                patch.set(one.root, _SPEAKER, _name(patch, labels[0]))
            for word, new, (a, _) in zip(one.words, said, one.spans, strict=True):
                for splice in differences(word.text, new, a):
                    patch.splice(one.said, *splice)
            edits.append((one.cue.head, one.cue.stop, patch.text()))
        first = stop
    return Written(cut(text, 0, len(text), edits), tuple(estimates))


def _piece(
    text: str, one: Entry, grammar: Grammar, span: tuple[int, int], share: timed.Share, label: str, said: Sequence[str]
) -> str:
    """The cue of words `span` of one."""
    (a, b), cue, value = span, one.cue, one.said.value
    patch = Patch(one.body, one.root)
    spoken = "".join(said[at] + (value[one.spans[at][1] : one.spans[at + 1][0]] if at + 1 < b else "")
                     for at in range(a, b))
    members: dict[str, str | None] = {_TEXT: _quoted(patch, spoken)}
    if label != (one.label or UNLABELLED):
        members[_SPEAKER] = _name(patch, label)
    lead, times = text[cue.begin : cue.timing], []
    if a:
        lead = grammar.again(lead)
        times.append((*cue.first, grammar.clock(share.begin, text[slice(*cue.first)])))
    if b < len(said):
        times.append((*cue.last, grammar.clock(share.end, text[slice(*cue.last)])))
    for key, moved, at in ((_FIRST, a > 0, share.begin), (_LAST, b < len(said), share.end)):
        date = _date(one.root, at - cue.start) if moved and one.root.get(key) is not None else None
        if date is not None:
            members[key] = patch.quote(date)
    inner = patch.render(one.root, members)
    return lead + cut(text, cue.timing, cue.head, times) + one.body[: one.root.begin] + inner


def _name(patch: Patch, label: str) -> str | None:
    return None if label == UNLABELLED else _quoted(patch, label)


def _quoted(patch: Patch, said: str) -> str:
    """A string as JSON that a cue may hold."""
    return patch.quote(said).replace("-->", "--\\u003e")


def _date(root: Node, after: Seconds) -> str | None:
    """The date so many seconds after that on which an object starts, written as that one; None where it has none."""
    start = root.get(_FIRST)
    found = _DATE.fullmatch(start.value) if start is not None and start.kind == "string" else None
    if found is None:
        return None
    digits = max(3, len(found[2] or "") - 1)
    try:
        begin = datetime.fromisoformat(found[1]) + timedelta(seconds=float(found[2] or 0) + after)
    except (ValueError, OverflowError):
        return None
    return f"{begin:%Y-%m-%dT%H:%M:%S}.{f'{begin.microsecond:06d}'[:digits]:0<{digits}}{found[3]}"
