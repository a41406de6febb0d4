"""The shared reader of plain-text formats: lines to clues, clues to states, states to turns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from diarfix.errors import DiarfixError, Place
from diarfix.formats.clues import Clue
from diarfix.formats.headers import Header
from diarfix.formats.lines import HEAD, Line, marked_furniture, split_lines
from diarfix.formats.rhythm import State, classify
from diarfix.formats.shape import metadata_key, notes_weight
from diarfix.formats.times import inline_mark, only_marks
from diarfix.model import UNLABELLED, Furniture, FurnitureKind, LabelOrigin, Seconds, Source, Transcript, Turn, Word

MAX_WORDS = 3_000_000
"""More words than this in one file (some 300 hours of speech) are refused."""

_SNIFF_LINES = 4_000
_JOINERS = ("to", "-", "–", "—")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plain-text format writes a turn.

    `parse(head, length)` finds the header at the start of a line; `header(label, time)` writes one, up to
    the first word; `separator` stands between turns of a new document. Where every turn has a time, `clock`
    writes it, and turns that edits make get one, too. `gap` stands between a label and a time that had none.
    """

    id: str
    shows: str
    parse: Callable[[str, int], Header | None]
    header: Callable[[str, Seconds | None], str]
    separator: str
    clock: Callable[[Seconds], str] | None = None
    gap: str = " "


@dataclass(frozen=True, slots=True)
class _Reading:
    """Lines without marked furniture, what each may be, and what it is."""

    furniture: list[Furniture]
    lines: list[Line]
    clues: list[Clue]
    states: list[State]

    def headers(self) -> list[Header]:
        """The headers that were taken for such."""
        return [c.header for c, s in zip(self.clues, self.states, strict=True) if s is State.HEADER and c.header]


def sniff(layout: Layout, text: str) -> float:
    """How sure the start of `text` is in this layout: 0, or more the more headers it shows, at most 0.9."""
    if "-->" in text[:4000] and re.search(r"^(?:[\d:]+)[.,]\d{3} --> ", text[:4000], re.M):
        return 0.0
    reading = _classify(layout, text, _SNIFF_LINES)
    headers = reading.headers()
    if not _convincing(reading, headers):
        return 0.0
    named = [header.label for header in headers if header.label]
    firm = sum(header.strong for header in headers) or len(named) - len(set(named))
    return 0.9 * (len(headers) + firm) / (len(headers) + firm + 2.0)


def share(layout: Layout, text: str, mark: Callable[[Line], bool]) -> float:
    """The share of the headers at the start of `text` that bear a program's mark; 0 where they are no transcript's."""
    if "-->" in text[:4000]:
        return 0.0
    reading = _classify(layout, text, _SNIFF_LINES)
    if not _convincing(reading, reading.headers()):
        return 0.0
    lines = [line for line, state in zip(reading.lines, reading.states, strict=True) if state is State.HEADER]
    return sum(map(mark, lines)) / len(lines)


def read(layout: Layout, text: str, name: str, bom: bool) -> Transcript:
    """The transcript in `text`. Raises E201 without labels, E204 for a label with nothing under it, E106."""
    reading = _classify(layout, text)
    if State.HEADER not in reading.states:
        raise DiarfixError("E201", f"no speaker labels were found (looked for {layout.shows})",
                           "check that each turn begins with its speaker", Place(name))
    builder = _Builder(text, Source(name, layout.id, text, bom), list(reading.furniture))
    for line, clue, state in zip(reading.lines, reading.clues, reading.states, strict=True):
        builder.add(line, clue, state)
    return builder.finish()


def _classify(layout: Layout, text: str, limit: int | None = None) -> _Reading:
    furniture, lines = marked_furniture(split_lines(text, limit))
    clues = _clues(layout, lines)
    return _Reading(furniture, lines, clues, classify(clues))


def _clues(layout: Layout, lines: list[Line]) -> list[Clue]:
    """The clue of every line; lines as short as labels are looked at once, since labels recur."""
    known: dict[tuple[str, bool], Clue] = {}
    clues = []
    for line in lines:
        if len(line) > 60:
            clues.append(_clue(layout, line))
            continue
        key = (line.head, line.blank_before)
        if key not in known:
            known[key] = _clue(layout, line)
        clues.append(known[key])
    return clues


def _clue(layout: Layout, line: Line) -> Clue:
    header = layout.parse(line.head, len(line))
    marker = False
    if header is not None and not header.bare and len(line) <= HEAD and only_marks(line.head[header.body :], _JOINERS):
        header, marker = replace(header, bare=True), True
    notes = notes_weight(line.head, len(line)) if header is None or not header.strong else 0.0
    key = metadata_key(line.head) if notes == 1.0 else None
    if key is not None and len(line) <= HEAD:
        marker = only_marks(line.head.partition(":")[2].lstrip("*"), _JOINERS)
    aside = marker or key is not None
    return Clue(header, notes, aside, line.blank_before, marker)


def _convincing(reading: _Reading, headers: list[Header]) -> bool:
    """Whether the headers found are a transcript's: they recur, or are marked up, or are all there is."""
    speech = reading.states.count(State.SPEECH)
    named = [header for header in headers if header.label]
    if not named or len(headers) < 0.01 * (len(headers) + speech):
        return False
    if sum(header.strong for header in named) >= 0.5 * len(named):
        return True
    repeated = len(named) - len({header.label for header in named})
    if repeated >= max(1.0, 0.15 * len(named)):
        return True
    pairs = zip(reading.clues, reading.states, strict=True)
    unsaid = [clue.notes >= 0.6 for clue, state in pairs if state in (State.PAGE, State.NOTES)]
    few = len(named) <= 6 and speech <= 2 * len(named) and len(unsaid) <= 2 + 3 * sum(unsaid)
    return few and all(header.shape and header.shape.name for header in named)


@dataclass
class _Builder:
    """Gathers words and turns line by line; the only mutable thing here, and it lives for one read."""

    text: str
    source: Source
    furniture: list[Furniture]
    words: list[Word] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    current: Turn | None = None
    run: tuple[FurnitureKind, int, int] | None = None

    def add(self, line: Line, clue: Clue, state: State) -> None:
        if state in (State.HEADER, State.SPEECH):
            self._end_run()
            begin = line.begin
            if state is State.HEADER:
                assert clue.header is not None
                self._end_turn()
                self._begin_turn(line, clue.header)
                begin += clue.header.body
            self._add_words(begin, line.stop)
            return
        kind: FurnitureKind = "page"
        if state is State.NOTES or (clue.aside and not clue.marker):
            kind = "notes"
        if self.run is None:
            self.run = (kind, line.begin, line.stop)
        else:
            self.run = ("notes" if "notes" in (kind, self.run[0]) else "page", self.run[1], line.stop)

    def finish(self) -> Transcript:
        self._end_turn()
        self._end_run()
        furniture: list[Furniture] = []
        for item in sorted(self.furniture, key=lambda item: (item.begin, -item.stop)):
            if not furniture or item.begin >= furniture[-1].stop:  # a link inside notes is notes
                furniture.append(item)
        return Transcript(tuple(self.words), tuple(self.turns), self.source, tuple(furniture))

    def _begin_turn(self, line: Line, header: Header) -> None:
        speaker = header.label or self.turns[-1].speaker
        at = len(self.words)
        origin: LabelOrigin = "carried" if header.carried else "missing" if speaker == UNLABELLED else "given"
        self.current = Turn(speaker, at, at, line.begin, header.time, origin)

    def _end_turn(self) -> None:
        turn, self.current = self.current, None
        if turn is None:
            return
        if turn.start < len(self.words):
            self.turns.append(replace(turn, end=len(self.words)))
        elif turn.origin != "carried":
            raise DiarfixError("E204", f"the label {turn.speaker!r} has nothing under it",
                               "add its words or take the label out", self.source.place(turn.begin))

    def _end_run(self) -> None:
        if self.run is not None:
            self.furniture.append(Furniture(*self.run))
            self.run = None

    def _add_words(self, begin: int, stop: int) -> None:
        turn, words = self.current, self.words
        assert turn is not None
        time: Seconds | None = None
        for found in _WORD.finditer(self.text, begin, stop):
            token, at = found[0], found.start()
            if token[0] in "[\\":
                mark = inline_mark(token)
                if mark is not None:
                    time = mark[1]
                    at += mark[0]
                    token = token[mark[0] :]
                    if turn.time is None and turn.start == len(words):
                        self.current = turn = replace(turn, time=time)
                    if not token:
                        continue
            words.append(Word(token, at, at + len(token), time))
            time = None
            if len(words) > MAX_WORDS:
                raise DiarfixError("E106", f"it holds more than {MAX_WORDS:,} words", "split it into episodes",
                                   Place(self.source.name))
