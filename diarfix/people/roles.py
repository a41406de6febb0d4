"""How the operator, someone who asks and someone who answers for the house talk: features of a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from diarfix.people import phrases
from diarfix.people.script import Script

Role = Literal["runs", "asks", "answers"]
"""Who runs the call, who asks, who answers (and speaks for the house)."""

ROLES: tuple[Role, ...] = ("runs", "asks", "answers")

Feature = tuple[str, float]


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("boilerplate", phrases.BOILERPLATE),
    ("queue", phrases.QUEUE),
    ("go-ahead", phrases.GO_AHEAD),
    ("hands", phrases.HANDS),
    ("taking my question", _p(r"\b(?:tak\w+|for) (?:my|our|the|a|any)? ?questions?\b")),
    ("my question", _p(r"\b(?:my|first|second|last|another|quick|couple of|two|one more|follow up|followup|other) (?:quick )?(?:question|one|follow|clarification)s?\b")),
    ("good question", _p(r"\b(?:good|great|fair|excellent|interesting|your|that|the) (?:question|point|observation)\b")),
    ("your question", _p(r"\b(?:for|of|to) (?:your|the|that|those) questions?\b|\byour (?:first|second|last|other) (?:question|point|part)\b")),
    ("hope well", _p(r"\bhope (?:you|everyone|all|your)\b|\b(?:doing|staying) (?:well|safe)\b")),
    ("as you mentioned", _p(r"\bas you (?:said|mentioned|noted|pointed|know|can|saw|see|alluded|think)\b")),
    ("thanks for question", _p(r"\b(?:thanks?|thank you)(?: \S+){0,3} for (?:the|your|that|those) (?:question|comment|interest)")),
    ("could you", _p(r"\b(?:could|can|would|will|do|did|are|have|if|were) (?:you|he|we)(?: guys| all)?\b")),
    ("how do you", _p(r"\b(?:how|what|where|when|why|which|whether)(?:'s| is| are| do| does| did| should| would| much| many| about| kind)\b")),
    ("wonder", _p(r"\b(?:wondering|wonder|curious|wanted to (?:ask|follow|touch|get)|just want(?:ed)? to|hoping|trying to (?:understand|get))\b")),
    ("you mentioned", _p(r"\b(?:you|you've|you guys) (?:mentioned|said|talked|spoke|noted|called out|commented|referenced|gave|indicated|highlighted)\b")),
    ("think about", _p(r"\b(?:should we|we should|how to|do we) (?:be )?(?:think|thinking|expect|model)\w*\b")),
    ("color", _p(r"\b(?:color|colour|elaborate|help us|walk us|give us|tell us|remind us|share with us|update us|clarify|comment on|talk about|speak to|touch on)\b")),
    ("helpful", _p(r"\b(?:got it|helpful|understood|makes sense|fair enough|that's great|perfect|appreciate)\b")),
    ("congrats", _p(r"\b(?:congrat\w*|nice (?:quarter|job|results)|good luck|great quarter|all i had|all i have|that's it|hop back|jump back|get back in|pass it)\b")),
    ("guys", _p(r"\b(?:you guys|guys|your|you|you're|yours|you've)\b")),
    ("we", _p(r"\b(?:we|we're|we've|we'll|we'd|our|ours|us)\b")),
    ("we do", _p(r"\b(?:we|we've|we're) (?:\S+ ){0,2}(?:expect|have|believe|saw|see|continue|feel|think|look|will|are|don't|did|do|got|been|had|made|remain|delivered|achieved|working|focused|confident|seeing)\b")),
    ("i think", _p(r"\bi (?:think|would say|guess|mean|believe|would|wouldn't|don't|can't|will)\b|\bi'd\b")),
    ("as i said", _p(r"\b(?:as (?:i|we|you know)(?: \S+)? (?:said|mentioned|indicated|noted|discussed)|as you know|obviously|certainly|in terms of|going forward|absolutely)\b")),
    ("guess", _p(r"\b(?:i guess|maybe|just|sort of|kind of|like|just to)\b")),
    ("let someone", _p(r"\b(?:let|ask|have|i'll turn|turn (?:it|that)|hand|do you want|you want to)(?: \S+){0,3} (?:answer|take|comment|add|talk|speak|over|respond|go)\b")),
    ("numbers", _p(r"\b\d[\d,.]*\b|\b(?:percent|million|billion|basis points)\b")),
    ("firm results", _p(r"\b(?:year over year|compared to|versus|prior year|second quarter|third quarter|fourth quarter|first quarter|full year|guidance|non gaap|forward looking)\b")),
    ("next question", _p(r"\b(?:next|last|first|final) question\b")),
    ("operator", _p(r"\boperator\b")),
    ("conference", _p(r"\b(?:conference|today's call|earnings call|webcast|replay)\b")),
    ("good morning", _p(r"\bgood (?:morning|afternoon|evening)\b|^(?:hi|hey|hello)\b")),
    ("thank you", _p(r"\b(?:thank you|thanks)\b")),
    ("line bad", _p(r"\b(?:can you hear me|hear me|on mute|your line|can hear you|we can hear)\b")),
    ("company", _p(r"\b(?:the company|company's|shareholders|customers|employees|team|business)\b")),
)
"""Patterns that count wherever they stand in a sentence (once, or by their number where they are frequent)."""

OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("okay", _p(r"^(?:okay|ok|all right|alright|got it|understood|perfect|great|excellent)\b")),
    ("yeah", _p(r"^(?:yeah|yes|yep|sure|absolutely|right|correct|no|exactly)\b")),
    ("well", _p(r"^(?:well|so|look|uh|um|listen|hm|mhm)\b")),
    ("and then", _p(r"^(?:and then|and just|and maybe|and if|just|then|maybe)\b")),
    ("and", _p(r"^(?:and|but|because|which)\b")),
    ("we", _p(r"^(?:we|our|we're|we've|i think|in terms)\b")),
    ("question", _p(r"^(?:is|are|do|does|did|can|could|would|will|how|what|when|where|why|which|have|has|should|any)\b")),
    ("if", _p(r"^(?:if|in the|on the|for the)\b")),
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


def answering(script: Script, weights: Mapping[str, Mapping[str, float]]) -> tuple[float, ...]:
    """How much each unit sounds like an answer, 0 to 1."""
    chances = []
    for unit in script.units:
        found = features(script, unit.start, unit.end)
        scores = [sum(weights[role].get(name, 0.0) * value for name, value in found.items()) for role in ROLES]
        top = max(scores)
        chances.append(math.exp(scores[-1] - top) / sum(math.exp(score - top) for score in scores))
    return tuple(chances)
