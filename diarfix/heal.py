"""Healing seams: when two pieces become one turn, a false full stop goes and a false capital is lowered.

Only marks and letter case change; `check_words` proves it before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from diarfix.cues.context import Context
from diarfix.cues.junctions import clause, left_start, right_end
from diarfix.cues.lexicon import ACKNOWLEDGEMENTS, CONNECTIVES, DANGLING, HARD_DANGLING, WEAK_DANGLING
from diarfix.errors import DiarfixError
from diarfix.model import Transcript
from diarfix.text import ends_sentence, is_capitalised, plain

OPENERS = frozenset({"PRON", "DET", "CCONJ", "PROPN", "INTJ"})
"""Parts of speech with which a sentence of its own starts, when a clause follows."""

FOLLOWERS = frozenset({"ADP", "PART", "SCONJ", "VERB", "AUX"})
"""Parts of speech with which the rest of a sentence starts, when it has no clause of its own."""

NEW_STARTS = ACKNOWLEDGEMENTS | {"all", "let's"}
"""Words with which someone starts afresh."""

NAMING = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "LOC"})
"""Entities whose words keep their capitals."""

_STOP = re.compile(r"[.…]+$")


@dataclass(frozen=True, slots=True)
class Heal:
    """At a joined seam, the new text of one word."""

    word: int
    text: str


def find_heals(context: Context, repaired: Transcript) -> Iterator[Heal]:
    """Words to write anew where a seam of the analysed transcript is gone in `repaired`."""
    original = context.transcript
    starts = {turn.start for turn in repaired.turns}
    for seam in original.seams():
        if seam in starts or not _is_one_sentence(context, seam):
            continue
        left, right = original.words[seam - 1].text, original.words[seam].text
        if left.endswith(".") and ends_sentence(left):
            yield Heal(seam - 1, _STOP.sub("", left))
        if _false_capital(context, seam):
            yield Heal(seam, _lowered(right))


def _is_one_sentence(context: Context, seam: int) -> bool:
    left = context.transcript.words[seam - 1].text
    if "?" in left[-3:] or "!" in left[-3:] or left.endswith(("...", "…")):
        return False
    if not ends_sentence(left):
        return True
    last = context.plain[seam - 1]
    if last in HARD_DANGLING:
        return True
    arc = context.arcs[seam]
    if _starts_anew(context, seam):
        return False
    if arc == "strong" or (last in DANGLING and arc != "none"):
        return True
    return arc == "weak" and (last in WEAK_DANGLING or _goes_on(context, seam))


def _starts_anew(context: Context, seam: int) -> bool:
    """Whether the right side calls someone by name, or starts with its own subject, as a new sentence would."""
    word, tag = context.transcript.words[seam].text, context.analysis.tags[seam]
    if context.plain[seam] in NEW_STARTS or context.is_backchannel(left_start(context, seam), seam):
        return True
    if word.endswith(",") and (tag.pos == "PROPN" or context.analysis.entities[seam] == "PERSON"):
        return True
    return tag.pos in OPENERS and clause(context, seam, right_end(context, seam))


def _goes_on(context: Context, seam: int) -> bool:
    """Whether the right side starts with a word that needs something before it, and holds no clause of its own."""
    end = right_end(context, seam)
    tag = context.analysis.tags[seam]
    asked = "?" in context.transcript.words[end - 1].text
    return not asked and tag.pos in FOLLOWERS and not clause(context, seam, end)


def _false_capital(context: Context, seam: int) -> bool:
    """A capital that stands only because the piece began there: not a name, not "I", not an acronym."""
    word = context.transcript.words[seam].text
    bare = plain(word)
    if not is_capitalised(word) or bare == "i" or bare.startswith(("i'", "i’")):
        return False
    if any(char.isupper() for char in word[1:]):
        return False
    # The transcript's own usage says more than a parse of a piece that begins with the word.
    if (bare in context.lowered) is not (bare in context.capitalised):
        return bare in context.lowered
    if bare in DANGLING or bare in CONNECTIVES:
        return True
    if context.analysis.tags[seam].pos == "PROPN":
        return False
    return context.analysis.entities[seam] not in NAMING


def _lowered(word: str) -> str:
    at = next(index for index, char in enumerate(word) if char.isalnum())
    return word[:at] + word[at].lower() + word[at + 1 :]


def apply_heals(transcript: Transcript, heals: Iterator[Heal] | tuple[Heal, ...]) -> Transcript:
    """The transcript with the healed word texts."""
    words = list(transcript.words)
    for heal in heals:
        words[heal.word] = replace(words[heal.word], text=heal.text)
    return replace(transcript, words=tuple(words))


def check_words(before: Transcript, after: Transcript) -> None:
    """Raise `DiarfixError` E502 unless both hold the same words in the same order.

    Outer marks and letter case may differ; nothing else may.
    """
    if len(before.words) != len(after.words):
        raise DiarfixError(
            "E502", f"{len(before.words)} words would become {len(after.words)}", "report this as a fault of diarfix"
        )
    for index, (old, new) in enumerate(zip(before.words, after.words, strict=True)):
        if old.text != new.text and plain(old.text) != plain(new.text):
            raise DiarfixError(
                "E502",
                f"{old.text!r} would become {new.text!r}",
                "report this as a fault of diarfix",
                before.place(index),
            )
