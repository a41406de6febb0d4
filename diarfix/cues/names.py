"""Names and roles: what labels, show notes and self-introductions say about who a label is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args

from diarfix.model import Transcript

Role = Literal["host", "guest", "advertiser", "operator", "narrator", "none"]
ROLES: tuple[str, ...] = get_args(Role)

_ROLE_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("advertiser", re.compile(r"\b(?:advertise[rd]|advertisement|sponsor|promo|ad|commercial)\b", re.IGNORECASE)),
    ("operator", re.compile(r"\b(?:operator|coordinator)\b", re.IGNORECASE)),
    ("narrator", re.compile(r"\b(?:narrator|announcer|voice-?over)\b", re.IGNORECASE)),
    ("host", re.compile(r"\b(?:(?:co-?)?host|moderator|interviewer|anchor)\b", re.IGNORECASE)),
    ("guest", re.compile(r"\b(?:guest|interviewee)\b", re.IGNORECASE)),
)

_GENERIC = re.compile(
    r"^(?:speaker|spk|participant|person|voice|unknown|audience|male|female|caller|channel|[qa]$)", re.IGNORECASE
)
_NOTES_HOST = re.compile(r"^[ \t*_]*(?:hosts?|hosted by|moderator)[ \t*_]*:[ \t*_]*(.+?)[ \t]*$", re.I | re.M)
_PERSON = re.compile(r"^(?:Dr\.? |Prof\.? )?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}$")
_SELF = re.compile(r"\b(?:my name is|my name's|(?:I'm|I am|this is)? ?your host,?) ((?:[A-Z][\w'’-]+ ?){2,3})")


def role_of(label: str) -> Role:
    """The role a label's own words give.

    >>> [role_of(x) for x in ("Night Desk Co-Host", "Acme Advertiser", "Operator", "Bo Lindqvist")]
    ['host', 'advertiser', 'operator', 'none']
    """
    return next((role for role, pattern in _ROLE_WORDS if pattern.search(label)), "none")


def is_generic(label: str) -> bool:
    """Whether the label only counts speakers ("Speaker 0") and so says nothing about the person."""
    return bool(_GENERIC.match(label)) or not any(char.isalpha() for char in label)


def is_person(label: str) -> bool:
    """Whether the label can be a person's name."""
    return role_of(label) == "none" and not is_generic(label)


def notes_hosts(transcript: Transcript) -> tuple[str, ...]:
    """The people that a `Host:` line of the show notes names, in its order."""
    match = _NOTES_HOST.search(transcript.notes())
    if not match:
        return ()
    people = re.split(r"\s*(?:,|;|&|\band\b|/)\s*", match.group(1))
    return tuple(person for person in people if _PERSON.match(person))


def self_introductions(transcript: Transcript, label: str) -> Iterator[str]:
    """Full names under which `label` introduces itself as the host or by "my name is"."""
    for turn in transcript.turns:
        if turn.speaker == label:
            for match in _SELF.finditer(transcript.text(turn.start, turn.end)):
                yield match.group(1).strip()
