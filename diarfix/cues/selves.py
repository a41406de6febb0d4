"""Self-contradictions: what nobody does to themself.

Someone is greeted, thanked, introduced or asked by the name of the label under which the words stand."""

from __future__ import annotations

import re

from diarfix.cues.context import Context
from diarfix.cues.names import is_person
from diarfix.cues.sites import Site
from diarfix.text import is_capitalised, plain

KINDS = ("none", "greets", "thanks", "introduces", "asks", "other")
"""What a turn does to the bearer of its own label; `other` is to take another label's name for one's own."""

_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("greets", re.compile(r"\b(?:hi|hello|hey|welcome back|good (?:morning|afternoon|evening))$")),
    ("thanks", re.compile(r"\b(?:thank you|thanks)(?: (?:so|very) much| a lot)?$")),
    (
        "introduces",
        re.compile(
            r"\b(?:joined (?:\w+ ){0,2}by|please welcome|say hello to|let me introduce|my guest(?: \w+)? is"
            r"|with (?:me|us)(?: \w+)? is|comes from|over to)(?: the line of)?$"
        ),
    ),
)
_SELF = re.compile(r"\b(?:i'm|i am|my name is|my name's) ")
_REACH = 6
"""Words before a name that say what is done to its bearer."""


def own_name(context: Context, site: Site) -> str:
    """What the span does to the bearer of its own label, one of `KINDS`.

    Ann: "Thanks, Ann."           thanks
    Ann: "I'm Ann. Thanks, Ben."  none
    Ann: "I'm Ben Ray."           other, where Ben Ray is a label, too
    """
    label = context.transcript.turns[context.transcript.turn_at(site.start)].speaker
    if not is_person(label):
        return "none"
    first = plain(label.split()[0])
    for at in range(site.start, site.end):
        if context.plain[at] == first and is_capitalised(context.transcript.words[at].text):
            done = _done(context, site, at)
            if done != "none":
                return done
    return "other" if _takes_another(context, site, label) else "none"


def _done(context: Context, site: Site, at: int) -> str:
    words = context.transcript.words
    before = " ".join(context.plain[max(site.start, at - _REACH) : at])
    for kind, pattern in _BEFORE:
        if pattern.search(before):
            return kind
    opens = at == site.start or words[at - 1].text[-1] in ".?!"
    unit = context.analysis.units[context.analysis.unit_of[at]]
    asks = "?" in words[unit.end - 1].text[-3:]
    return "asks" if opens and words[at].text[-1] == "," and asks and unit.end - at > 3 else "none"


def _takes_another(context: Context, site: Site, label: str) -> bool:
    said = " ".join(context.plain[site.start : site.end]).replace("’", "'")
    if not _SELF.search(said):
        return False  # few turns name anyone, and a transcript may have very many labels
    own = {plain(word) for word in label.split()}
    for other in context.transcript.labels:
        words = [plain(word) for word in other.split()]
        if other == label or not is_person(other) or len(words) < 2 or own & set(words):
            continue
        if re.search(rf"{_SELF.pattern}{re.escape(' '.join(words))}\b", said):
            return True
    return False
