"""What a label looks like, and what a line of show notes looks like. Shape alone never decides: `rhythm` does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from diarfix.formats.times import CLOCK
from diarfix.formats.vocabulary import INNER_SMALL, METADATA, METADATA_PHRASE, OPENERS, ROLES

_FORBIDDEN = re.compile(r"[\"“”„«»?!;:*<>{}|=\\~^$%`\r\n\t]|://|www\.|\.\.|…")
_FINAL = ".,-–—&/+("
_FINAL_STOP_OK = re.compile(r"(?:^|\s)(?:Jr|Sr|Esq|Dr|Prof|PhD|Ph\.D|MD|M\.D|[A-Z])\.$")
_NUMBERED = re.compile(
    r"(?:unknown )?(?:speaker|spk|ch|person|participant|voice|channel|guest|host)[ _#-]?\w{1,3}$", re.I
)
_METADATA_PHRASE = re.compile(METADATA_PHRASE, re.I)
_PAGE = re.compile(
    r"(?:loading|share|download|play|subscribe|skip to|sign in|log in|show more|read more|menu)\b.{0,30}$", re.I
)
_KEY = re.compile(r"(?:\*\*)?([^\W\d_][\w' -]{0,38}?)\s?(?:\*\*)?:(?:\*\*)?(?=\s|$|\\?\[)")
_TIMES_ONLY = re.compile(rf"[\[(]?{CLOCK}(?:[\s\[\](),&–—-]|to|and|\\|{CLOCK})*$")
_CHAPTER = re.compile(rf"[-*•]?\s*[\[(]?\\?{CLOCK}\\?[\])]?\s*[-–—:|]?\s+\S")
_BULLET = re.compile(r"(?:[-*•–—]|\d{1,2}[.)])\s+\S")
_ATTRIBUTED = re.compile(r"[\"“'‘]?.*[\"”'’]\s*[-–—]{1,2}\s*\w")


@dataclass(frozen=True, slots=True)
class Shape:
    """How like a label a string is. `name`: capitals where a name has them. `numbered`: "Speaker 1" and its like.

    `long`: over 40 characters or 5 words. `opener`: begins as sentences do ("Here is the thing").
    `role`: "Host" and the like, which head a line of metadata as often as a turn.
    """

    name: bool
    numbered: bool
    long: bool
    opener: bool
    role: bool
    heading: bool


@lru_cache(maxsize=4096)
def label_shape(label: str) -> Shape | None:
    """The shape of `label`, or None where it cannot be one.

    >>> label_shape("Aaron van Wirdum").name, label_shape("Here is the thing").name, label_shape("Not bad.")
    (True, False, None)
    """
    if not 0 < len(label) <= 60 or _FORBIDDEN.search(label):
        return None
    inner = label[1:-1] if label[0] == "[" and label[-1] == "]" else label
    if not inner or "[" in inner or "]" in inner or not (inner[0].isalnum() or inner[0] in "@_'’"):
        return None
    if label[-1] in _FINAL and not _FINAL_STOP_OK.search(label):
        return None
    tokens = inner.split()
    if len(tokens) > 8 or not any(char.isalnum() for char in inner):
        return None
    first = tokens[0].casefold()
    numbered = bool(_NUMBERED.match(inner))
    return Shape(
        name=numbered or _capitals(tokens),
        numbered=numbered,
        long=len(label) > 40 or len(tokens) > 5,
        opener=first in OPENERS and len(label) > 1,
        role=label.casefold() in ROLES,
        heading=_is_metadata(label) or bool(_PAGE.match(label)),
    )


def metadata_key(head: str) -> str | None:
    """The key of a line such as "Podcast: ..." or "**Topic:** ..."; None where the key is not one.

    >>> metadata_key("Episode: 12"), metadata_key("Ana: hello"), metadata_key("title: x")
    ('Episode', None, 'title')
    """
    found = _KEY.match(head)
    return found[1] if found and _is_metadata(found[1]) else None


def notes_weight(head: str, length: int) -> float:
    """0 for a line anyone might say, up to 1 for one that only show notes or a page would hold."""
    if metadata_key(head) or (length <= 120 and _TIMES_ONLY.match(head)):
        return 1.0
    bare = head.strip("*_ ").rstrip(":")
    if length <= 60 and (_is_metadata(bare) or _PAGE.match(bare)):
        return 1.0
    found = _KEY.match(head)
    if found and found[1].casefold() in ROLES and _names_someone(head[found.end() :]):
        return 0.6
    if "http://" in head or "https://" in head or (length <= 160 and _CHAPTER.match(head)):
        return 0.7
    return 0.4 if _BULLET.match(head) or (length <= 240 and _ATTRIBUTED.match(head)) else 0.0


def _capitals(tokens: list[str]) -> bool:
    """Whether every token but the small ones inside a name begins without a lower-case letter."""
    for at, token in enumerate(tokens):
        letter = next((char for char in token if char.isalnum()), "")
        small_ok = 0 < at < len(tokens) - 1 and token.casefold() in INNER_SMALL
        if letter.islower() and not small_ok and token not in ("y", "e"):
            return False
    return any(char.isalpha() for char in "".join(tokens))


def _names_someone(value: str) -> bool:
    """Whether what follows "Host:" is a name, perhaps with a title after a comma, and not a sentence."""
    tokens = re.split(r"[,(;|–—]", value.strip("* "), maxsplit=1)[0].split()
    if not 0 < len(tokens) <= 8 or tokens[0].casefold() in OPENERS:
        return False
    return value[-1] not in ".?!…" and _capitals(tokens)


def _is_metadata(key: str) -> bool:
    folded = key.casefold().strip()
    return folded in METADATA or bool(_METADATA_PHRASE.fullmatch(folded))
