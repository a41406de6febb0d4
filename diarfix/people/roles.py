"""How the operator, someone who asks and someone who answers for the house talk: features of a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Literal

from diarfix.cues.floor import phrases
from diarfix.cues.floor.script import Script

Role = Literal["runs", "asks", "answers"]
"""Who runs the call, who asks, who answers (and speaks for the house)."""

ROLES: tuple[Role, ...] = ("runs", "asks", "answers")

Feature = tuple[str, float]


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b")


def _first(*parts: str) -> re.Pattern[str]:
    return re.compile(r"^(?:" + "|".join(parts) + r")\b")


ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("boilerplate", phrases.BOILERPLATE),
    ("queue", phrases.QUEUE),
    ("go-ahead", phrases.GO_AHEAD),
    ("hands", phrases.HANDS),
    ("taking my question", _any(r"(?:tak\w+|for) (?:my|our|the|a|any)? ?questions?")),
    (
        "my question",
        _any(
            r"(?:my|first|second|last|another|quick|couple of|two|one more|follow up|followup|other) (?:quick )?"
            r"(?:question|one|follow|clarification)s?"
        ),
    ),
    (
        "good question",
        _any(r"(?:good|great|fair|excellent|interesting|your|that|the) (?:question|point|observation)"),
    ),
    (
        "your question",
        _any(
            r"(?:for|of|to) (?:your|the|that|those) questions?",
            r"your (?:first|second|last|other) (?:question|point|part)",
        ),
    ),
    ("hope well", _any(r"hope (?:you|everyone|all|your)", r"(?:doing|staying) (?:well|safe)")),
    ("as you mentioned", _any(r"as you (?:said|mentioned|noted|pointed|know|can|saw|see|alluded|think)")),
    (
        "thanks for question",
        _any(r"(?:thanks?|thank you)(?: \S+){0,3} for (?:the|your|that|those) (?:question|comment|interest)"),
    ),
    ("could you", _any(r"(?:could|can|would|will|do|did|are|have|if|were) (?:you|he|we)(?: guys| all)?")),
    (
        "how do you",
        _any(
            r"(?:how|what|where|when|why|which|whether)"
            r"(?:'s| is| are| do| does| did| should| would| much| many| about| kind)"
        ),
    ),
    (
        "wonder",
        _any(
            "wondering", "wonder", "curious", "wanted to (?:ask|follow|touch|get)", "just want(?:ed)? to", "hoping",
            "trying to (?:understand|get)",
        ),
    ),
    (
        "you mentioned",
        _any(
            r"(?:you|you've|you guys) (?:mentioned|said|talked|spoke|noted|called out|commented|referenced|gave"
            r"|indicated|highlighted)"
        ),
    ),
    ("think about", _any(r"(?:should we|we should|how to|do we) (?:be )?(?:think|thinking|expect|model)\w*")),
    (
        "color",
        _any(
            "color", "colour", "elaborate", "help us", "walk us", "give us", "tell us", "remind us", "share with us",
            "update us", "clarify", "comment on", "talk about", "speak to", "touch on",
        ),
    ),
    (
        "helpful",
        _any("got it", "helpful", "understood", "makes sense", "fair enough", "that's great", "perfect", "appreciate"),
    ),
    (
        "congrats",
        _any(
            r"congrat\w*", "nice (?:quarter|job|results)", "good luck", "great quarter", "all i had", "all i have",
            "that's it", "hop back", "jump back", "get back in", "pass it",
        ),
    ),
    ("guys", _any("you guys", "guys", "your", "you", "you're", "yours", "you've")),
    ("we", _any("we", "we're", "we've", "we'll", "we'd", "our", "ours", "us")),
    (
        "we do",
        _any(
            r"(?:we|we've|we're) (?:\S+ ){0,2}(?:expect|have|believe|saw|see|continue|feel|think|look|will|are|don't"
            r"|did|do|got|been|had|made|remain|delivered|achieved|working|focused|confident|seeing)"
        ),
    ),
    ("i think", _any(r"i (?:think|would say|guess|mean|believe|would|wouldn't|don't|can't|will)", "i'd")),
    (
        "as i said",
        _any(
            r"as (?:i|we|you know)(?: \S+)? (?:said|mentioned|indicated|noted|discussed)", "as you know", "obviously",
            "certainly", "in terms of", "going forward", "absolutely",
        ),
    ),
    ("guess", _any("i guess", "maybe", "just", "sort of", "kind of", "like", "just to")),
    (
        "let someone",
        _any(
            r"(?:let|ask|have|i'll turn|turn (?:it|that)|hand|do you want|you want to)(?: \S+){0,3} "
            r"(?:answer|take|comment|add|talk|speak|over|respond|go)"
        ),
    ),
    ("numbers", _any(r"\d[\d,.]*", "percent", "million", "billion", "basis points")),
    (
        "firm results",
        _any(
            "year over year", "compared to", "versus", "prior year", "second quarter", "third quarter",
            "fourth quarter", "first quarter", "full year", "guidance", "non gaap", "forward looking",
        ),
    ),
    ("next question", _any("(?:next|last|first|final) question")),
    ("operator", _any("operator")),
    ("conference", _any("conference", "today's call", "earnings call", "webcast", "replay")),
    ("good morning", re.compile(r"\bgood (?:morning|afternoon|evening)\b|^(?:hi|hey|hello)\b")),
    ("thank you", _any("thank you", "thanks")),
    ("line bad", _any("can you hear me", "hear me", "on mute", "your line", "can hear you", "we can hear")),
    ("company", _any("the company", "company's", "shareholders", "customers", "employees", "team", "business")),
)
"""Patterns that count wherever they stand in a sentence (once, or by their number where they are frequent)."""

OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("okay", _first("okay", "ok", "all right", "alright", "got it", "understood", "perfect", "great", "excellent")),
    ("yeah", _first("yeah", "yes", "yep", "sure", "absolutely", "right", "correct", "no", "exactly")),
    ("well", _first("well", "so", "look", "uh", "um", "listen", "hm", "mhm")),
    ("and then", _first("and then", "and just", "and maybe", "and if", "just", "then", "maybe")),
    ("and", _first("and", "but", "because", "which")),
    ("we", _first("we", "our", "we're", "we've", "i think", "in terms")),
    (
        "question",
        _first(
            "is", "are", "do", "does", "did", "can", "could", "would", "will", "how", "what", "when", "where", "why",
            "which", "have", "has", "should", "any",
        ),
    ),
    ("if", _first("if", "in the", "on the", "for the")),
)


def features(script: Script, start: int, end: int) -> dict[str, float]:
    """What words `start:end` show, by name; values are 0 to about 3."""
    return dict(_features(script, start, end))


def _features(script: Script, start: int, end: int) -> Iterator[Feature]:
    said = script.said(start, end)
    yield "any", 1.0
    words = end - start
    yield "long", math.log1p(words) / 2
    for name, pattern in ANYWHERE:
        found = sum(1 for _ in pattern.finditer(said))
        if found:
            yield f"has {name}", math.log2(1 + found)
    for name, pattern in OPENINGS:
        if pattern.match(said):
            yield f"opens {name}", 1.0
    if "?" in script.transcript.words[end - 1].text[-3:]:
        yield "asks", 1.0
    if words <= 3:
        yield "short", 1.0


_ANSWERS = ("we", "we do", "as i said", "your question", "thanks for question", "let someone")
_ASKS = ("my question", "wonder", "you mentioned", "think about", "color", "helpful", "congrats", "taking my question")


def answering(script: Script) -> tuple[float, ...]:
    """How much each unit sounds like an answer, 0 to 1, by simple count: what is known before anything is fitted."""
    chances = []
    for unit in script.units:
        found = features(script, unit.start, unit.end)
        answers = sum(found.get(f"has {name}", 0.0) for name in _ANSWERS)
        asks = sum(found.get(f"has {name}", 0.0) for name in _ASKS) + found.get("asks", 0.0)
        chances.append((0.6 + answers) / (1.0 + answers + asks))
    return tuple(chances)
