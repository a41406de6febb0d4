"""Advertisements: stretches of one turn that sell something, by the words they sell with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from diarfix.cues.context import Context
from diarfix.text import is_capitalised

_ADDRESS = r"(?:[\w-]+@)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|ai|co|fm|tv|app|dev|shop|store|example)\b"

_THERE = re.compile(
    r"\b(?:go to|visit|head (?:over )?to|check out|try it (?:out )?(?:now|today)|start free|more at|over at)"
    rf"(?: [\w-]+){{0,5}} ?\W?{_ADDRESS}",
    re.IGNORECASE,
)
"""Where to go and buy."""

_STRONG = re.compile(
    r"\b(?:promo|discount|offer|coupon) code\b|\buse (?:the |my |our )?code\b"
    r"|\b(?:brought to you|made possible|supported) by\b|\bour sponsors?\b|\bsponsored by\b"
    r"|\bthis (?:episode|show|podcast) is (?:also )?(?:sponsored|supported|presented)\b"
    r"|\bsign up (?:now|today|for free)\b|\bmoney[- ]back guarantee\b|\bfree trial\b|\b(?:percent|%) off\b"
    r"|\bterms (?:and conditions )?apply\b|\bnot available in all states\b|\bexclusions\b.{0,40}\bapply\b"
    r"|\bsavings (?:may |will )?vary\b|\blink (?:is )?in the (?:description|show ?notes|episode)\b"
    r"|\bcall (?:now|today)\b|\bfree for (?:\w+) days\b|\bcoverage? (?:depends|varies)\b",
    re.IGNORECASE,
)
"""What hardly anyone says who does not sell."""

_WEAK = re.compile(
    rf"{_ADDRESS}|\bsave (?:hundreds|money|up to|on)\b|\bdiscounts?\b|\bdeal\b|\brewards?\b|\bget started\b|\btry\b"
    r"|\bno (?:annual fee|contract|risk|obligation|credit card)\b|\bfree (?:shipping|months?|account|quote)\b"
    r"|\bfor (?:just|only|as little as)\b|\bextra months?\b|\bexclusive\b|\bcustomers?\b|\bto learn more\b"
    r"|\bsponsor\w*\b"
    r"|\byour (?:\w+ )?(?:plan|account|business|home|car|website|shop)\b|\bbest (?:deal|discount|offer|price)\b",
    re.IGNORECASE,
)
"""What sellers say, and others too."""

_BRAND_AFTER = re.compile(r"\b(?:brought to you|made possible|supported|sponsored) by ((?:[A-Z][\w&'’.-]*,? ?){1,4})")
_DOMAIN = re.compile(_ADDRESS, re.IGNORECASE)

GAP = 6
"""Sentences without any sign that may stand inside an advertisement."""

LEAST = 4.0
"""What the signs of an advertisement add up to: 3 for an address to go to, 2 for a strong one, 0.5 for a weak one."""

SHORTEST = 20
"""Words of an advertisement, at least."""

FULL = 60
"""Words under which an advertisement's first sentences are looked for before its first sign."""


@dataclass(frozen=True, slots=True)
class Ad:
    """Words `start:end`, all of one turn, advertise `brand` (empty where it cannot be told)."""

    start: int
    end: int
    brand: str

    @property
    def words(self) -> int:
        """Words in it."""
        return self.end - self.start


@lru_cache(maxsize=8)
def find_ads(context: Context) -> tuple[Ad, ...]:
    """The advertisements, in reading order."""
    return tuple(ad for turn in range(len(context.transcript.turns)) for ad in _in_turn(context, turn))


def _in_turn(context: Context, turn: int) -> Iterator[Ad]:
    units = context.analysis.turn_units(turn)
    texts = [context.transcript.text(unit.start, unit.end) for unit in units]
    strong = [3.0 * len(_THERE.findall(text)) + 2.0 * len(_STRONG.findall(text)) for text in texts]
    if not any(strong):
        return
    signs = [sure + 0.5 * len(_WEAK.findall(text)) for sure, text in zip(strong, texts, strict=True)]
    marked = [number for number, sign in enumerate(signs) if sign]
    runs: list[list[int]] = []
    for number in marked:
        if runs and number - runs[-1][-1] <= GAP:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        if sum(signs[number] for number in run) < LEAST or not any(strong[number] for number in run):
            continue
        first, last = _reach(texts, run)
        start, end = units[first].start, units[last].end
        if end - start >= SHORTEST:
            yield Ad(start, end, brand_of(context.transcript.text(start, end)))


def _reach(texts: list[str], run: list[int]) -> tuple[int, int]:
    """First and last sentence. An advertisement begins before its first sign: with its turn, where that is near."""
    first, last = run[0], run[-1]
    if first <= GAP and not any("?" in text[-3:] for text in texts[1:first]):
        first = 0
    low = max(0, first - GAP)
    # An address to go to comes last: what it is for was said before.
    while first > low and "?" not in texts[first - 1][-3:] and len(" ".join(texts[first : last + 1]).split()) < FULL:
        first -= 1
    last = len(texts) - 1 if len(texts) - 1 - last <= 2 else last
    return first, last


def brand_of(text: str) -> str:
    """Who is advertised: the one it is brought to us by, or the capitalised name most like a web address in it.

    >>> brand_of("Pondlark builds your shop. Start free at pondlark.example."), brand_of("Buy this.")
    ('Pondlark', '')
    """
    if match := _BRAND_AFTER.search(text):
        return match[1].strip(" .,")
    names = Counter(word.strip(".,;:!?'’\"“”()") for word in text.split() if is_capitalised(word))
    for address in _DOMAIN.finditer(text):
        parts = address[0].casefold().rpartition("@")[2].split(".")
        for part in parts[:-1]:
            same = [name for name in names if name.casefold().replace(" ", "") == part]
            if same:
                return max(same, key=lambda name: (names[name], name))
    return ""


def ad_words(context: Context) -> Counter[str]:
    """Words in advertisements by label."""
    speakers = context.transcript.speakers
    counts: Counter[str] = Counter()
    for ad in find_ads(context):
        counts[speakers[ad.start]] += ad.words
    return counts


def advertiser_label(context: Context, label: str) -> str:
    """A label for whoever advertises under `label`: "Pondlark Advertiser"; empty where no name can be told."""
    speakers = context.transcript.speakers
    brands = Counter(ad.brand for ad in find_ads(context) if speakers[ad.start] == label and ad.brand)
    return f"{min(brands, key=lambda brand: (-brands[brand], brand))} Advertiser" if brands else ""
