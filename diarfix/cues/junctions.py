"""Cues at a junction: what stands left and right of the gap between word `at - 1` and word `at`.

A unit here runs from the last sentence end (or turn start) to the junction, and from the junction to
the next sentence end (or turn end).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diarfix.cues.context import Context
from diarfix.cues.lexicon import (
    ACKNOWLEDGEMENTS,
    ANSWERS,
    CONNECTIVES,
    DANGLING,
    HARD_DANGLING,
    QUESTION_STARTS,
    WEAK_DANGLING,
    WELCOMES,
)
from diarfix.cues.names import ROLES, role_of
from diarfix.text import ends_sentence

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class JunctionCue:
    """A named observation at a junction. `values` lists the strings a textual cue can give."""

    name: str
    about: str
    find: Callable[[Context, int], Value]
    values: tuple[str, ...] = ()


def left_start(context: Context, at: int) -> int:
    """First word of the unit on the left."""
    analysis = context.analysis
    return analysis.units[analysis.unit_of[at - 1]].start


def right_end(context: Context, at: int) -> int:
    """One past the last word of the unit on the right."""
    analysis = context.analysis
    return analysis.units[analysis.unit_of[at]].end


def _last(context: Context, at: int) -> str:
    return context.transcript.words[at - 1].text


def _open(context: Context, at: int) -> bool:
    return not ends_sentence(_last(context, at))


def _ellipsis(context: Context, at: int) -> bool:
    return _last(context, at).endswith(("...", "…", "-", "–", "—"))


def _question(context: Context, at: int) -> bool:
    return "?" in _last(context, at)[-3:]


def _right_lower(context: Context, at: int) -> bool:
    return context.transcript.words[at].text[:1].islower()


def _right_open(context: Context, at: int) -> bool:
    return not ends_sentence(context.transcript.words[right_end(context, at) - 1].text)


def clause(context: Context, start: int, end: int) -> bool:
    """Whether words `start:end` have a subject and a finite verb."""
    tags = context.analysis.tags[start:end]
    return any(tag.subject for tag in tags) and any(tag.finite for tag in tags)


def _left_answered(context: Context, at: int) -> bool:
    """The left unit is a short answer to a question that ends just before it, inside the same turn."""
    start = left_start(context, at)
    turn = context.transcript.turns[context.transcript.turn_at(at - 1)]
    return (
        start > turn.start
        and _question(context, start)
        and context.plain[start] in ANSWERS
        and context.is_backchannel(start, at)
    )


def _echo(context: Context, at: int) -> bool:
    """The right side starts by saying the last two or three words of the left again."""
    words = context.plain
    return any(at >= size and words[at - size : at] == words[at : at + size] for size in (2, 3, 4))


def _left_thanks(context: Context, at: int) -> bool:
    return any(word in {"thanks", "thank"} for word in context.plain[left_start(context, at) : at])


def _right_welcome(context: Context, at: int) -> bool:
    words = " ".join(context.plain[at : right_end(context, at)])
    return words.startswith(WELCOMES)


def _left_role(context: Context, at: int) -> Value:
    return role_of(context.transcript.turns[context.transcript.turn_at(at - 1)].speaker)


def _right_role(context: Context, at: int) -> Value:
    return role_of(context.transcript.turns[context.transcript.turn_at(at)].speaker)


def _gap(context: Context, at: int) -> float | None:
    """Seconds from the end of the last word to the start of the next, below 0 where they overlap; None if unknown."""
    left, right = context.transcript.words[at - 1].end, context.transcript.words[at].start
    return None if left is None or right is None else right - left


def _pause(context: Context, at: int) -> Value:
    gap = _gap(context, at)
    return False if gap is None else max(0.0, gap)


def _overlap(context: Context, at: int) -> Value:
    gap = _gap(context, at)
    return False if gap is None else max(0.0, -gap)


def _confidence(context: Context, at: int) -> float:
    found = context.transcript.words[at].confidence
    return 1.0 if found is None else found


JUNCTION_CUES: tuple[JunctionCue, ...] = (
    JunctionCue("left.open", "the left unit has no final mark", _open),
    JunctionCue("left.comma", "a comma, colon or semicolon stands before", lambda c, at: _last(c, at)[-1] in ",;:"),
    JunctionCue("left.ellipsis", "the left side trails off (dots or a dash)", _ellipsis),
    JunctionCue("left.question", "a question mark stands before", _question),
    JunctionCue(
        "left.dangling", "the last word hardly ever ends a sentence", lambda c, at: c.plain[at - 1] in DANGLING
    ),
    JunctionCue(
        "left.weak_dangling", "the last word seldom ends a sentence", lambda c, at: c.plain[at - 1] in WEAK_DANGLING
    ),
    JunctionCue("left.words", "words in the left unit", lambda c, at: at - left_start(c, at)),
    JunctionCue(
        "left.backchannel", "the left unit is a short reply", lambda c, at: c.is_backchannel(left_start(c, at), at)
    ),
    JunctionCue(
        "left.clause", "the left unit has a subject and a finite verb", lambda c, at: clause(c, left_start(c, at), at)
    ),
    JunctionCue("left.answered", "the left unit answers a question of its own turn", _left_answered),
    JunctionCue("right.lower", "the right side starts in lower case", _right_lower),
    JunctionCue("right.open", "the right unit has no final mark", _right_open),
    JunctionCue("right.words", "words in the right unit", lambda c, at: right_end(c, at) - at),
    JunctionCue(
        "right.backchannel", "the right unit is a short reply", lambda c, at: c.is_backchannel(at, right_end(c, at))
    ),
    JunctionCue(
        "right.clause", "the right unit has a subject and a finite verb", lambda c, at: clause(c, at, right_end(c, at))
    ),
    JunctionCue("right.answer", "the right side starts like an answer", lambda c, at: c.plain[at] in ANSWERS),
    JunctionCue(
        "right.acknowledgement", "the right side takes in what was said", lambda c, at: c.plain[at] in ACKNOWLEDGEMENTS
    ),
    JunctionCue("right.connective", "the right side goes on with a sentence", lambda c, at: c.plain[at] in CONNECTIVES),
    JunctionCue(
        "right.question_start", "the right side starts like a question", lambda c, at: c.plain[at] in QUESTION_STARTS
    ),
    JunctionCue(
        "right.question",
        "the right unit ends with a question mark",
        lambda c, at: "?" in c.transcript.words[right_end(c, at) - 1].text[-3:],
    ),
    JunctionCue("left.thanks", "the left unit thanks someone", _left_thanks),
    JunctionCue("right.welcome", "the right unit answers thanks", _right_welcome),
    JunctionCue("left.role", "the role in the left label's words", _left_role, ROLES),
    JunctionCue("right.role", "the role in the right label's words", _right_role, ROLES),
    JunctionCue("sparse", "the words around hardly have final marks", lambda c, at: c.is_sparse(at)),
    JunctionCue("repeat", "the last word is said again", lambda c, at: c.plain[at - 1] == c.plain[at]),
    JunctionCue("echo", "the last words are said again", _echo),
    JunctionCue(
        "false_stops",
        "share of the transcript's label changes after a false full stop, 0 to 1",
        lambda c, at: c.false_stops,
    ),
    JunctionCue(
        "left.hard_dangling",
        "the last word ends a sentence only where it is cut",
        lambda c, at: c.plain[at - 1] in HARD_DANGLING,
    ),
    JunctionCue(
        "arc",
        "what crosses the healed seam in the parse",
        lambda c, at: c.arcs.get(at, "none"),
        ("none", "weak", "split", "strong"),
    ),
    JunctionCue("pause", "seconds of silence between the two sides; false where times are not known", _pause),
    JunctionCue("overlap", "seconds in which both sides are heard; false where times are not known", _overlap),
    JunctionCue(
        "left.confidence",
        "the recogniser's confidence in the last word, 0 to 1; 1 where it says none",
        lambda c, at: _confidence(c, at - 1),
    ),
    JunctionCue(
        "right.confidence", "the recogniser's confidence in the next word, 0 to 1; 1 where it says none", _confidence
    ),
)
"""Every junction cue; rules see each as `at.NAME` (seams), `start.NAME` and `end.NAME` (spans)."""
