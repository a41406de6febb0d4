"""Caption files, written back: a cue whose words keep their labels stays byte for byte; see `captions`.

A cue that now holds several speakers becomes several cues within its own times, each with its label: players show one
name a cue. Only where the document itself has cues with several voices, or a cue is too short to cut, they share it.
Cues are never merged: people timed them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from diarfix.errors import DiarfixError, Place
from diarfix.formats import timed
from diarfix.formats.base import Estimate, Written
from diarfix.formats.captions import Captions, Cue, Part, captions, units
from diarfix.formats.payload import CARRIED, slices
from diarfix.formats.splice import cut, differences, source_edits
from diarfix.model import UNLABELLED, Transcript


class Piece(NamedTuple):
    """Words `start:end` (of the transcript) that one cue gives to one speaker; `label` is "" for an unnamed one."""

    label: str
    start: int
    end: int


def write(doc: Captions, original: Transcript, edited: Transcript) -> Written:
    """The document with the turns and words of `edited`. Raises E203 for what it cannot say."""
    made = _Writer(doc, original, edited).written()
    if not doc.dialect.inline and made.text != doc.text:
        _check(doc, made.text, edited)
    return made


def _check(doc: Captions, text: str, edited: Transcript) -> None:
    """Raise E203 where a prefix could not be told from speech again."""
    again = [unit for unit in units(captions(text, doc.grammar, doc.grammar.cues(text))) if unit.words]
    labels = [unit.speaker or UNLABELLED for unit in again for _ in unit.words]
    at = next((n for n, pair in enumerate(zip(labels, edited.speakers, strict=False)) if pair[0] != pair[1]), None)
    if at is None and len(labels) == len(edited.speakers):
        return
    label = edited.speakers[min(at or 0, len(edited.speakers) - 1)]
    raise DiarfixError("E203", f"the label {label!r} could not be told from speech here",
                       "convert it to WebVTT, which can", edited.place(min(at or 0, len(edited.words) - 1)))


@dataclass
class _Writer:
    """One writing; the only mutable thing here."""

    doc: Captions
    original: Transcript
    edited: Transcript
    running: str = UNLABELLED
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    estimates: list[Estimate] = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)
    shared: bool = False
    closes: bool = False

    def __post_init__(self) -> None:
        doc = self.doc
        for part in (part for cue in doc.parts for part in cue if part.mark is not None):
            self.leads.setdefault(part.mark.name, part.mark.lead)  # type: ignore[union-attr]
        self.shared = doc.dialect.inline and any(sum(bool(part.spans) for part in cue) > 1 for cue in doc.parts)
        self.closes = any(tag.name == "v" and tag.closing for body in doc.payloads for tag in body.tags)
        self.boundaries = {turn.start for turn in self.edited.turns}
        self.unmarked = set[int]()
        at = 0
        for part in (part for cue in doc.parts for part in cue):
            if part.mark is None:
                self.unmarked.add(at)
            at += len(part.spans)

    def written(self) -> Written:
        """Every cue in turn."""
        at = 0
        for index, parts in enumerate(self.doc.parts):
            count = sum(len(part.spans) for part in parts)
            if count:
                self._cue(index, at, at + count)
            at += count
        text = self.doc.text
        return Written(cut(text, 0, len(text), self.edits), tuple(self.estimates))

    def _cue(self, index: int, start: int, end: int) -> None:
        pieces = self._pieces(start, end)
        parts = [part for part in self.doc.parts[index] if part.spans]
        shown = []
        for piece in pieces:
            shown.append(self._shows(piece))
            self.running = piece.label
        offsets = [*accumulate((len(part.spans) for part in parts[:-1]), initial=start)]
        aligned = offsets == [piece.start for piece in pieces]
        if aligned and shown == [part.mark is not None for part in parts]:
            self._rename(index, parts, pieces, start)
        elif aligned or self.original.speakers[start:end] != self.edited.speakers[start:end]:
            self._rebuild(index, pieces, shown, start, end)
        else:
            self.edits += self._word_edits(index, start, end)

    def _pieces(self, start: int, end: int) -> list[Piece]:
        speakers = self.edited.speakers
        cuts = [at for at in range(start + 1, end) if at in self.boundaries or speakers[at] != speakers[at - 1]]
        return [Piece(speakers[a], a, b) for a, b in zip([start, *cuts], [*cuts, end], strict=True)]

    def _shows(self, piece: Piece) -> bool:
        """Whether the label is to be written."""
        if piece.label == UNLABELLED:
            if not self.doc.every and self.running != UNLABELLED and self.doc.dialect.bare is None:
                raise self._fault(piece, "this file carries labels on, so words cannot be left without one")
            begins = piece.start in self.boundaries and piece.start not in self.unmarked
            return self.doc.dialect.bare is not None and begins
        if not self.doc.dialect.fits(piece.label):
            raise self._fault(piece, f"the label {piece.label!r} cannot be written here")
        return self.doc.every or piece.label != self.running

    def _rename(self, index: int, parts: Sequence[Part], pieces: Sequence[Piece], start: int) -> None:
        """The same words under each label: names are replaced where they stand."""
        for part, piece in zip(parts, pieces, strict=True):
            mark = part.mark
            if mark is None or (mark.name or UNLABELLED) == piece.label:
                continue
            # Classes belong to a person: they stay with a voice that is renamed throughout, and with no other.
            lead = self.leads.get(piece.label, "" if mark.name in self.edited.labels else mark.lead)
            if self.doc.dialect.inline and lead != mark.lead:
                self.edits.append((mark.begin, mark.stop, self._label(piece.label, lead)))
            elif mark.name and piece.label != UNLABELLED:
                self.edits.append((mark.first, mark.last, self._escaped(piece.label)))
            else:
                self.edits.append((mark.begin, mark.stop, self._label(piece.label, mark.lead)))
        self.edits += self._word_edits(index, start, start + sum(len(part.spans) for part in parts))

    def _word_edits(self, index: int, start: int, end: int) -> list[tuple[int, int, str]]:
        """Changes inside words, as edits of the source."""
        old, new = self.original.words, self.edited.words
        if old is new:
            return []
        text = self.doc.payloads[index].text
        spans = [span for part in self.doc.parts[index] for span in part.spans]
        return [
            edit
            for (begin, _), at in zip(spans, range(start, end), strict=True)
            if old[at].text != new[at].text
            for edit in source_edits(text, differences(old[at].text, new[at].text, begin), self.doc.grammar.escape)
        ]

    def _rebuild(self, index: int, pieces: Sequence[Piece], shown: Sequence[bool], start: int, end: int) -> None:
        doc, cue = self.doc, self.doc.cues[index]
        words = self.original.words[start:end]
        cuts = [piece.start - start for piece in pieces[1:]]
        shares = timed.shares(words, cuts, cue.start, max(cue.start, cue.end))
        fits = all(round(share.end - share.begin, 6) >= timed.LEAST for share in shares)
        together = len(pieces) > 1 and not doc.grammar.rows and (self.shared or not fits)
        if together and not doc.dialect.inline and not all(shown):
            raise self._fault(pieces[1], "a cue is too short to be cut, and cannot say that words have no label")
        bodies = list(self._bodies(index, pieces, shown, together, start))
        if len(pieces) == 1 or together:
            self.edits.append((cue.head, cue.stop, doc.newline.join(bodies) + self._tail(index)))
            return
        self.estimates += [Estimate(p.start, s.begin) for p, s in zip(pieces, shares, strict=True) if s.estimated]
        blocks = [self._block(cue, share, number, len(shares)) + body
                  for number, (share, body) in enumerate(zip(shares, bodies, strict=True))]
        blocks[-1] = blocks[-1] + self._tail(index)
        self.edits.append((cue.begin, cue.stop, (doc.newline * (1 if doc.grammar.rows else 2)).join(blocks)))

    def _tail(self, index: int) -> str:
        """White space that stands after the last word of a payload."""
        text = self.doc.payloads[index].text
        return text.text[len(text.text.rstrip()) :] if not self.doc.payloads[index].tags else ""

    def _block(self, cue: Cue, share: timed.Share, number: int, count: int) -> str:
        """Id and timing line of one of the cues that `cue` becomes; settings are kept, in later ones unless long."""
        text, clock = self.doc.text, self.doc.grammar.clock
        lead = text[cue.begin : cue.timing]
        edits = []
        if number:
            lead = self.doc.grammar.again(lead)
            edits.append((*cue.first, clock(share.begin, text[slice(*cue.first)])))
            end = cue.timing + len(text[cue.timing : cue.head].rstrip("\r\n"))
            edits += [(cue.last[1], end, "")] if end - cue.last[1] > CARRIED else []
        if number < count - 1:
            edits.append((*cue.last, clock(share.end, text[slice(*cue.last)])))
        return lead + cut(text, cue.timing, cue.head, edits)

    def _bodies(
        self, index: int, pieces: Sequence[Piece], shown: Sequence[bool], together: bool, start: int
    ) -> Iterator[str]:
        """The payload of each piece, with its label."""
        doc = self.doc
        body, said = doc.payloads[index], doc.payloads[index].text
        spans = [span for part in doc.parts[index] for span in part.spans]
        places = [(said.places[spans[piece.start - start][0]], said.end(spans[piece.end - 1 - start][1] - 1))
                  for piece in pieces]
        dropped = [(part.mark.begin, part.mark.stop) for part in doc.parts[index] if part.mark is not None]
        edits = self._word_edits(index, start, start + len(spans))
        end = "</v>" if doc.dialect.inline and (self.closes or together) else ""
        inners = slices(doc.text, body, places, dropped, edits)
        for piece, show, inner in zip(pieces, shown, inners, strict=True):
            yield self._label(piece.label, "") + inner + end if show else inner

    def _label(self, name: str, lead: str) -> str:
        dialect = self.doc.dialect
        if name == UNLABELLED:
            return dialect.written("")
        if dialect.inline:
            return f"<v{self.leads.get(name, lead)} {self._escaped(name)}>"
        return dialect.written(name, self._escaped).replace("\n", self.doc.newline)

    def _escaped(self, name: str) -> str:
        return self.doc.grammar.escape(name)

    def _fault(self, piece: Piece, what: str) -> DiarfixError:
        place = self.original.place(piece.start) if self.original.words else Place(self.original.source.name)
        return DiarfixError("E203", what, "convert it to WebVTT, which can", place)
