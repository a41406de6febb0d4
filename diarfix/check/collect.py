"""From a repaired transcript to findings: edits that are made or wait, and notes on the document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarfix.check.record import Excerpt, Finding, Fix
from diarfix.codes import NO_RULE, OTHERS, Severity, entry
from diarfix.edits import Decided, Edit
from diarfix.errors import DiarfixError
from diarfix.model import Source, Transcript
from diarfix.silence import span_of
from diarfix.text import plain

if TYPE_CHECKING:
    from diarfix.decisions import HandEdit
    from diarfix.rulebook import Match, Rule
    from diarfix.settled import Settled

BY_HAND = "DF002"
"""Stands for what a reviewer made by hand and no `fix` has written yet."""

WIDTH = 240
"""Characters of a source line that are kept around a finding; renderers cut further."""

SHOWN = 12
"""Words of a span that a message quotes."""


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and the characters `begin:stop` of the source that it is about, for marks to cover.

    Notes on the whole document stand on the first character, where only a mark for the whole file reaches.
    """

    finding: Finding
    begin: int
    stop: int
    rejected: bool = False


def findings_of(settled: Settled, path: str, rules: Iterable[Rule]) -> tuple[Located, ...]:
    """Everything found in a transcript: proposed edits, rejected ones, changes by hand that wait, and notes."""
    by_code = {rule.code: rule for rule in rules}
    result = settled.result
    transcript = result.original
    found = [_by_hand(transcript, item, path) for item in settled.hand if _waits(transcript, item)]
    for item in result.edits:
        finding = _edit_finding(transcript, item, path, by_code)
        found.append(Located(finding, *span_of(transcript, item.edit), item.state == "rejected"))
    seen: dict[str, int] = {}
    for match in result.matches:
        if not match.evidence:
            found.append(_note(transcript, match, path, seen))
    return tuple(found)


def trouble(path: str, error: DiarfixError) -> Finding:
    """A file that cannot be checked, as a finding at the place of its error."""
    from diarfix.errors import CODES

    line = (error.place.line if error.place else None) or 1
    column = (error.place.column if error.place else None) or 1
    message = f"{error.what}; {error.remedy}"
    return Finding(
        path, line, column, line, column, error.code, CODES[error.code], message, "error",
        digest("trouble", error.code, error.what),
    )


def _edit_finding(transcript: Transcript, item: Decided, path: str, rules: dict[str, Rule]) -> Finding:
    edit = item.edit
    begin, stop = _span(transcript, edit)
    code = _lead(edit, rules)
    best = max(edit.reasons, key=lambda why: (why.weight, why.code), default=None)
    summary = rules[code].summary if code in rules else best.message if best else entry(NO_RULE).summary
    severity = _severity(item, rules)
    return placed(
        transcript.source, begin, stop, path, code, summary, f"{_claim(transcript, edit)}: {summary}", severity,
        digest("edit", edit.id), edit.codes, edit.confidence, fix_of(transcript, item),
    )


def _lead(edit: Edit, rules: dict[str, Rule]) -> str:
    """The code that a finding goes by: a rule's, where one says at least half of what the strongest reason says.

    A rule says what is wrong, the network only that something is; and a baseline should outlive a network.
    """
    for reason in sorted(edit.reasons, key=lambda why: (-why.weight, why.code)):
        if reason.code in rules and 2 * reason.weight >= max(abs(why.weight) for why in edit.reasons):
            return reason.code
    return edit.codes[0] if edit.codes else NO_RULE


def _severity(item: Decided, rules: dict[str, Rule]) -> Severity:
    """An error where the edit may be made unseen and a code calls it one; a warning where a person has to look."""
    known = {other.code: other.severity for other in OTHERS} | {code: rule.severity for code, rule in rules.items()}
    strongest = {known.get(code) for code in item.edit.codes}
    return "error" if item.state == "applied" and item.edit.safe and "error" in strongest else "warning"


def _claim(transcript: Transcript, edit: Edit) -> str:
    if edit.kind == "merge":
        return f"{edit.old!r} and {edit.new!r} are likely one person"
    if edit.kind == "flip":
        return f"from here on {edit.old!r} and {edit.new!r} are likely exchanged"
    if edit.kind == "name":
        return f"{edit.old!r} is likely named {edit.new!r}"
    words = [word.text for word in transcript.words[edit.start : edit.end]]
    if len(words) > SHOWN:
        words = [*words[: SHOWN // 2], "…", *words[-SHOWN // 2 :]]
    return f"\"{' '.join(words)}\" is likely {edit.new!r}, not {edit.old!r}"


def fix_of(transcript: Transcript, item: Decided) -> Fix:
    """What makes an edit, and who may."""
    edit = item.edit
    about = {
        "merge": f"give every turn of {edit.old!r} to {edit.new!r}",
        "name": f"name {edit.old!r} {edit.new!r}",
        "flip": f"exchange {edit.old!r} and {edit.new!r} from here on",
        "move": f"move {edit.words} word{'' if edit.words == 1 else 's'} from {edit.old!r} to {edit.new!r}",
    }[edit.kind]
    if item.state == "applied":
        return Fix(edit.id, "safe" if edit.safe or item.because.startswith("accepted") else "unsafe", about)
    return Fix(edit.id, "unsafe" if item.because == "its rules ask for a person" else "review", about)


def _span(transcript: Transcript, edit: Edit) -> tuple[int, int]:
    """Characters of the words that move; of a flip, of its first words; of a rename, of the label's first header."""
    if edit.kind == "flip":
        return transcript.words[edit.start].begin, transcript.words[min(edit.end, edit.start + 4) - 1].stop
    if edit.kind == "move":
        return transcript.words[edit.start].begin, transcript.words[edit.end - 1].stop
    turn = transcript.turns[transcript.turn_at(edit.start)]
    return turn.begin, max(turn.begin + 1, min(transcript.words[turn.start].begin, turn.begin + len(edit.old) + 4))


def _waits(transcript: Transcript, item: HandEdit) -> bool:
    """Whether a change made by hand is not in the file yet."""
    if item.kind == "move":
        return any(speaker != item.new for speaker in transcript.speakers[item.start : item.end])
    return item.old in transcript.speakers[item.start :]


def _by_hand(transcript: Transcript, item: HandEdit, path: str) -> Located:
    words = transcript.words[item.start : max(item.start + 1, item.end if item.kind == "move" else 0)]
    begin, stop = words[0].begin, words[-1].stop
    about = {"move": f"move {len(words)} word{'' if len(words) == 1 else 's'} to {item.new!r}",
             "from": f"from here on {item.old!r} is {item.new!r}", "rename": f"{item.old!r} is {item.new!r}"}[item.kind]
    finding = placed(
        transcript.source, begin, stop, path, BY_HAND, entry(BY_HAND).summary,
        f"made by hand and not in the file yet: {about}", "error",
        digest("hand", item.kind, item.old, item.new, item.when, str(item.start)), (BY_HAND,), None,
        Fix(item.kept.id if item.kept else "", "safe", about),
    )
    return Located(finding, begin, stop)


def _note(transcript: Transcript, match: Match, path: str, seen: dict[str, int]) -> Located:
    """A note stands on its turn's first words, on the first header of its label, or at the top of the document."""
    rule = match.rule
    begin, stop, last = 0, 1, 1
    if rule.site == "document":
        opening: list[str] = []
    else:
        opening = [plain(word.text) for word in transcript.words[match.start : match.start + 6]]
        turn = transcript.turns[transcript.turn_at(match.start)]
        begin = turn.begin if match.labels else transcript.words[match.start].begin
        stop = transcript.words[min(match.end, match.start + 4) - 1].stop
        last = transcript.words[match.end - 1].stop
    about = f" ({', '.join(match.labels)})" if match.labels else ""
    fingerprint = digest("note", rule.code, *match.labels, *opening)
    seen[fingerprint] = seen.get(fingerprint, 0) + 1
    if seen[fingerprint] > 1:  # the same words twice in one transcript
        fingerprint = digest(fingerprint, str(seen[fingerprint]))
    finding = placed(
        transcript.source, begin, stop, path, rule.code, rule.summary, match.message + about, rule.severity,
        fingerprint, (rule.code,),
    )
    return Located(finding, begin, last)


def placed(
    source: Source, begin: int, stop: int, path: str, code: str, summary: str, message: str, severity: Severity,
    fingerprint: str, codes: tuple[str, ...] = (), confidence: float | None = None, fix: Fix | None = None,
) -> Finding:
    first, last = source.place(begin), source.place(max(begin, stop - 1))
    assert first.line and first.column and last.line and last.column
    return Finding(
        path, first.line, first.column, last.line, last.column + 1, code, summary, message, severity, fingerprint,
        codes, confidence, fix, _excerpt(source.text, begin, stop),
    )


def _excerpt(text: str, begin: int, stop: int) -> Excerpt:
    """The line of `begin`, cut at words where it is long; the caret ends with the line."""
    start = text.rfind("\n", 0, begin) + 1
    end = text.find("\n", begin)
    end = len(text) if end < 0 else end
    line = text[start:end].rstrip("\r")
    left, right = begin - start, min(stop - start, len(line))
    low, high = max(0, left - WIDTH // 3), min(len(line), max(left, min(right, left + WIDTH // 2)) + WIDTH // 3)
    if low:
        low = line.find(" ", low, left) + 1 or low
    if high < len(line):
        high = line.rfind(" ", left, high) if line.rfind(" ", left, high) > left else high
    shown = line[low:high].replace("\t", " ")
    return Excerpt(shown, left - low, max(left - low + 1, min(right, high) - low), low > 0, high < len(line))


def digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]
