"""Writing edits back into the source text: only the seams that changed are written anew.

    original   A: a b c |sep| B: d e |sep| A: f
    edited     A: a b c d |sep| B: e |sep| A: f        only the text between c and e is new
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from diarfix.errors import DiarfixError, Place
from diarfix.formats.base import Estimate, RawTurn, Written
from diarfix.formats.layout import Layout
from diarfix.formats.lines import HEAD
from diarfix.formats.timed import fill
from diarfix.formats.times import CLOCK, only_marks
from diarfix.model import UNLABELLED, Seconds, Transcript, Turn

_TIME = re.compile(CLOCK)
_TIME_BEFORE = re.compile(rf"[\[(]?{CLOCK}(?:\s?(?:-->|[-–—])\s?{CLOCK})?[\])]?(?:\s?[-–—|])?[ \t]*")
_TIME_AFTER = re.compile(rf"[ \t]*[\[(]?{CLOCK}(?:\s?(?:-->|[-–—])\s?{CLOCK})?[\])]?")


def write(layout: Layout, original: Transcript, edited: Transcript) -> Written:
    """`original.source.text` with the turns and word texts of `edited`, and the times that had to be made up.

    Raises E203 when a new label cannot be written in this layout, E501 when the word counts differ.
    """
    if len(original.words) != len(edited.words):
        what = f"{len(edited.words)} words do not fit a source of {len(original.words)}"
        raise DiarfixError("E501", what, "read the file again", Place(original.source.name))
    if original.turns == edited.turns and original.words == edited.words:
        return Written(original.source.text)
    patch = _Patch(layout, original, edited)
    return Written(patch.text(), patch.estimates)


@dataclass(frozen=True, slots=True)
class _Head:
    """A turn's header in the source: `before` + label + `after` + `space`, then inline times (`lead`)."""

    before: str
    after: str
    space: str
    lead: str


class _Patch:
    """One writing. Holds what is looked up again and again; changes nothing it is given."""

    def __init__(self, layout: Layout, original: Transcript, edited: Transcript) -> None:
        self.layout, self.original, self.edited = layout, original, edited
        self.source = original.source.text
        self.starts = {turn.start: at for at, turn in enumerate(original.turns)}
        self.newline = _newline(self.source)
        self.separator = self._usual_separator()
        self.fits: dict[str, bool] = dict.fromkeys(original.labels, True)
        self.times, self.estimates = self._new_times()

    def text(self) -> str:
        first, last = self.original.turns[0], self.original.words[-1]
        parts = [self.source[: first.begin]]
        speaker = ""
        for turn in self.edited.turns:
            parts.append(self._opening(turn, speaker))
            parts.extend(self._body(turn))
            speaker = turn.speaker
        parts.append(self.source[last.stop :])
        return "".join(parts)

    def _opening(self, turn: Turn, speaker_before: str) -> str:
        """From the word before `turn` to its first word."""
        self._check_label(turn.speaker)
        at = self.starts.get(turn.start)
        if at is not None:
            return self._tail(at) + self._header(at, turn.speaker, speaker_before)
        between = self._between(turn.start)
        header = self._new_header(turn)
        if _opaque(between):
            return between + header
        return self.separator + header + between.lstrip()

    def _body(self, turn: Turn) -> list[str]:
        """The words of an edited turn with what stands between them."""
        cuts = [at for at in range(turn.start + 1, turn.end) if at in self.starts]
        parts: list[str] = []
        for begin, end in zip([turn.start, *cuts], [*cuts, turn.end], strict=True):
            if begin > turn.start:
                parts.append(self._joint(self.starts[begin], turn.speaker))
            parts.append(self._words(begin, end))
        return parts

    def _joint(self, at: int, speaker: str) -> str:
        """Between the words of source turns `at - 1` and `at`, now one turn of `speaker`."""
        turn, tail = self.original.turns[at], self._tail(at)
        if turn.origin == "carried" or speaker == UNLABELLED:
            return tail + self._header(at, speaker, speaker)
        head = self._head(turn)
        if _opaque(tail) or _opaque(head.lead):
            return tail + self._header(at, speaker, "")
        kept = [piece for piece in (tail.strip(), head.lead.strip()) if piece]
        return " ".join(["", *kept, ""]) if kept else " "

    def _words(self, begin: int, end: int) -> str:
        """Words `begin:end` of one source turn, with their own white space; changed words as edited."""
        old, new = self.original.words, self.edited.words
        edge = old[begin].begin
        if old is new:
            return self.source[edge : old[end - 1].stop]
        parts = []
        for at in range(begin, end):
            if old[at].text != new[at].text:
                parts += [self.source[edge : old[at].begin], new[at].text]
                edge = old[at].stop
        parts.append(self.source[edge : old[end - 1].stop])
        return "".join(parts)

    def _tail(self, at: int) -> str:
        """From the last word of source turn `at - 1` to the header of turn `at`."""
        turn = self.original.turns[at]
        return self.source[self.original.words[turn.start - 1].stop : turn.begin] if at else ""

    def _between(self, word: int) -> str:
        return self.source[self.original.words[word - 1].stop : self.original.words[word].begin]

    def _raw_header(self, turn: Turn) -> str:
        return self.source[turn.begin : self.original.words[turn.start].begin]

    def _header(self, at: int, speaker: str, speaker_before: str) -> str:
        """The header of source turn `at`, now under `speaker`, its time kept."""
        turn = self.original.turns[at]
        raw = self._raw_header(turn)
        if turn.origin == "carried":
            return raw if speaker == speaker_before else f"{speaker}{self.layout.gap}{raw}"
        if speaker == turn.speaker:
            return raw
        if turn.origin == "missing":
            return f"{speaker}{self.layout.gap}{raw}"
        head = self._head(turn)
        return head.before + speaker + head.after + head.space + head.lead

    def _new_header(self, turn: Turn) -> str:
        """A header in the style of the source turn around `turn`, with a time only where every turn has one."""
        time = self.times.get(turn.start)
        at = self.original.turn_at(turn.start)
        while at >= 0 and self.original.turns[at].origin != "given":
            at -= 1
        if at < 0 or turn.speaker == UNLABELLED:
            return self.layout.header(turn.speaker, time).replace("\n", self.newline)
        head = self._head(self.original.turns[at])
        if time is None or self.layout.clock is None:
            before, after = _TIME_BEFORE.sub("", head.before), _TIME_AFTER.sub("", head.after)
        else:
            written = self.layout.clock(time)
            before, after = _TIME.sub(written, head.before, count=1), _TIME.sub(written, head.after, count=1)
        return before + turn.speaker + after + (head.space or " ")

    def _new_times(self) -> tuple[dict[int, Seconds], tuple[Estimate, ...]]:
        """By first word, when turns begin that the source does not have; and which of these times are made up."""
        if self.layout.clock is None:
            return {}, ()
        turns = [
            RawTurn(turn.speaker, self.edited.text(turn.start, turn.end), turn.time if turn.start in self.starts else
                    self.edited.words[turn.start].start)
            for turn in self.edited.turns
        ]
        new = {turn.start for turn in self.edited.turns if turn.start not in self.starts}
        filled = fill(turns, word_times=False, end_times=False)
        times = {turn.start: made.time or 0.0 for turn, made in zip(self.edited.turns, filled.turns, strict=True)}
        guessed = {at for at in new if self.edited.words[at].start is None}
        estimates = tuple(Estimate(at, times[at]) for at in sorted(guessed))
        return {at: times[at] for at in new}, estimates

    def _head(self, turn: Turn) -> _Head:
        """The parts of a written header."""
        raw = self._raw_header(turn)
        line = re.split(r"[\r\n]", raw, maxsplit=1)[0].rstrip()
        header = self.layout.parse(line[:HEAD], len(line))
        assert header is not None and header.label == turn.speaker, f"header {raw!r} of {turn}"
        rest = raw[header.body :]
        lead = rest.lstrip()
        after = raw[header.stop : header.body]
        space = after[len(after.rstrip()) :] + rest[: len(rest) - len(lead)]
        return _Head(raw[: header.begin], after.rstrip(), space, lead)

    def _check_label(self, label: str) -> None:
        if label == UNLABELLED and label in self.original.labels:
            return
        if label not in self.fits:
            self.fits[label] = writable(self.layout, label)
        if not self.fits[label]:
            what = f"the label {label!r} cannot be written as {self.layout.id}"
            raise DiarfixError("E203", what, "use a shorter label without marks", Place(self.original.source.name))

    def _usual_separator(self) -> str:
        """What most often stands between two turns; ties go to the first seen."""
        tails = Counter(self._tail(at) for at in range(1, len(self.original.turns)))
        for tail, _ in tails.most_common():
            if tail and tail.isspace():
                return tail
        return self.layout.separator.replace("\n", self.newline)


def _newline(text: str) -> str:
    """How the lines of a text end."""
    if "\r\n" in text:
        return "\r\n"
    return "\r" if "\r" in text and "\n" not in text else "\n"


def writable(layout: Layout, label: str) -> bool:
    """Whether a header written with `label` is read back as that label."""
    line = layout.header(label, None if layout.clock is None else 0.0).rstrip()
    header = layout.parse(line[:HEAD], len(line))
    return header is not None and header.label == label


def _opaque(gap: str) -> bool:
    """Whether a gap holds more than white space and inline times: furniture, which stays where it is."""
    return not only_marks(gap)
