"""What people say in a role: patterns over a turn's text as written, with the log-odds each adds (once or twice)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diarfix.cast.record import Role

MOST = 2
"""Times that one sign counts for one label."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that someone in `role` says."""

    role: Role
    about: str
    weight: float
    pattern: re.Pattern[str]


def _sign(role: Role, about: str, weight: float, *parts: str) -> Sign:
    return Sign(role, about, weight, re.compile(r"\b(?:" + "|".join(parts) + r")", re.IGNORECASE))


SIGNS: tuple[Sign, ...] = (
    _sign(
        "host", "says “your host”", 3.0,
        r"I['’]?a?m your (?:co-?)?host",
        r"your host,",
    ),
    _sign(
        "host", "welcomes listeners", 2.0,
        r"welcome (?:back )?to (?!the (?:call|team|club))(?:the |another |this )?(?-i:[A-Z0-9])",
        r"you['’]?(?:re| are) listening to",
        r"welcome (?:back,? )?every(?:one|body)",
        r"this is (?:the )?(?-i:[A-Z])\w+ (?:Podcast|Show)",
    ),
    _sign(
        "host", "introduces a guest", 2.0,
        r"(?:we['’]re|we are|I['’]m|I am) (?:\w+ ){0,2}joined (?:\w+ ){0,2}by",
        r"(?:my|our) (?:\w+ )?guests?(?: today| this week| tonight)?,? (?:is|are|has been)",
        r"joining (?:me|us) (?:\w+ )?(?:is|are)",
        r"with (?:me|us) (?:today )?(?:is|are)\b",
        r"is here with us",
        r"thanks? (?:you )?(?:so much )?for (?:coming on|joining (?:me|us)|being here)",
        r"tell (?:us|me|our listeners) (?:a (?:little|bit) )?about yourself",
    ),
    _sign(
        "host", "speaks to listeners", 1.5,
        r"(?:thanks?|thank you)(?: \w+){0,3} for (?:listening|tuning in|watching)",
        r"we['’]ll (?:be right back|see you next)",
        r"(?:until|see you) next (?:time|week)",
        r"after (?:the|this|a (?:short|quick)) break",
        r"for (?:our|the) (?:listeners|audience|viewers)",
        r"let['’]s (?:take a break|wrap (?:this )?up|start wrapping up)",
    ),
    _sign(
        "guest", "thanks for the invitation", 2.5,
        r"(?:thanks?|thank you)(?: \w+){0,3} for (?:having|inviting|hosting) (?:me|us)",
        r"(?:great|happy|glad|good|nice|pleasure|delighted|excited|honou?red) to be here",
        r"(?:great|happy|glad|good|nice|pleasure|delighted|excited|honou?red) to be on (?:the|your) (?:show|podcast)",
    ),
    _sign(
        "operator", "announces who asks next", 3.0,
        r"(?:next|first|last|final|another)? ?questions? (?:today )?(?:comes?|is|coming|will come) from",
        r"(?:from )?the line of",
        r"your lines? (?:is|are) (?:now )?(?:open|live)",
    ),
    _sign(
        "operator", "explains how to ask", 3.0,
        r"press(?:ing)? (?:star|the star|\*|the number)",
        r"star(?: key)? followed by",
        r"(?:listen[- ]only mode)",
        r"(?:this|today['’]s) (?:concludes|conference (?:is being|may be) recorded)",
        r"thank you for standing by",
        r"(?:please )?stand by",
        r"you may (?:now )?disconnect",
    ),
    _sign(
        "analyst", "thanks for taking the question", 2.5,
        r"(?:thanks?|thank you)(?: \w+){0,3} for (?:taking|squeezing)(?: \w+){0,2} (?:questions?|in|call)",
        r"congrat\w*(?: \w+){0,3} on (?:the|a|another|your)(?: \w+){0,3} (?:quarter|results|year|print)",
        r"I['’]ll (?:hop|jump|get) back in(?:to)? (?:the )?queue",
        r"just (?:a )?(?:quick )?(?:one|two) (?:questions? )?(?:from|for) me",
    ),
    _sign(
        "executive", "speaks for the company", 1.5,
        r"(?:thank you|thanks),? operator",
        r"our (?:(?:first|second|third|fourth|fiscal)[- ]?)?(?:quarter|results|guidance|outlook)",
        r"our (?:shareholders|balance sheet)",
        r"(?:adjusted )?EBITDA",
        r"year[- ]over[- ]year",
        r"forward[- ]looking statements",
        r"turn(?:ing)? (?:the call|it) over to",
    ),
    _sign(
        "caller", "calls in", 2.5,
        r"long[- ]time listener",
        r"first[- ]time caller",
        r"thanks? (?:you )?for taking my call",
        r"I['’]m calling (?:in )?from",
    ),
    _sign(
        "narrator", "tells the story", 2.0,
        r"previously on",
        r"this is the story of",
        r"narrated by",
        r"chapter (?:one|two|three|\d+)\b",
    ),
)
"""Every sign, by role."""


CALL_ROLES = frozenset({"operator", "executive", "analyst"})
"""Roles of a conference call; they need an operator."""

SHOW_ROLES = frozenset({"host", "co-host", "guest", "caller"})
"""Roles of a show; they hardly stand beside an operator."""
