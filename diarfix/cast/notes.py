"""People in the show notes: "Host: Ana Ruiz", "Guests: Bo Lindqvist, CEO of Harbour & Sons"."""

from __future__ import annotations

import re

from diarfix.cast.record import Role
from diarfix.model import Transcript

_LINE = re.compile(
    r"^[ \t*_#-]*(co-?hosts?|hosts?|hosted by|moderator|guests?|interviewee|narrator|narrated by)[ \t*_]*:"
    r"[ \t*_]*(.+?)[ \t*_]*$",
    re.IGNORECASE | re.MULTILINE,
)
_PERSON = re.compile(r"^(?:Dr\.? |Prof\.? )?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}$")
_ROLES: dict[str, Role] = {"c": "co-host", "h": "host", "m": "host", "g": "guest", "i": "guest", "n": "narrator"}


def noted_people(transcript: Transcript) -> tuple[tuple[str, Role], ...]:
    """(name, role) of everyone that the notes name with a role, in their order."""
    found: dict[str, Role] = {}
    for match in _LINE.finditer(transcript.notes()):
        role = _ROLES[match[1][0].casefold()]
        for part in re.split(r"\s*(?:,|;|&|\band\b|/|\(|—|–)\s*", match[2]):
            if _PERSON.match(part) and part[0].isupper() and all(word[0].isupper() for word in part.split()[:2]):
                found.setdefault(part.strip(), role)
    return tuple(found.items())
