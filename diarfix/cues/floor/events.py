"""What happens to the floor: who is announced to ask, who is handed it, and where.

    "Our next question comes from the line of Ana Ruiz with Harbor Bank. Please go ahead." | "Hi, thanks..."
    |start                                                                            end|
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from diarfix.cues.floor import phrases
from diarfix.cues.floor.script import Script
from diarfix.text import ends_sentence, is_capitalised

Kind = Literal["asks", "speaks", "opens", "called"]
"""Someone is let in to ask; is handed the floor; the floor goes to whoever runs the questions; someone is called."""


@dataclass(frozen=True, slots=True)
class Event:
    """Words `start:end` give the floor to `name` ("" where it cannot be read); the one who has it begins at `end`.

    `back` says that it returns to someone who had it before, `sure` that the words around it bear it out.
    """

    kind: Kind
    start: int
    end: int
    name: str
    back: bool = False
    sure: bool = True


_NAME_ENDS = frozenset(
    """of off from with at for in and your you please good hi hey hello mine my is are was to the on as he she who we
    our i'm that this thank thanks go has have will would it just over any some""".split()
)
_NO_NAME = frozenset(
    """mr mrs ms miss dr our my your chief executive officer president vice senior financial operating ceo cfo coo cto
    chairman chairwoman chair director head manager managing investor relations treasurer counsel general secretary
    co-chairman founder co-founder and of the to for any closing remarks questions question operator a an sir madam
    please management host today conference call back over now it speaker who line""".split()
)
_LONGEST_NAME = 3
_AHEAD = 26
"""Words after a hand-over in which its end is looked for."""


def find_events(script: Script) -> tuple[Event, ...]:
    """Announcements and hand-overs in reading order; where two overlap, an announced question stands."""
    asks = list(_apart(_asked(script)))
    taken = [(event.start, event.end) for event in asks]
    given = [event for event in _handed(script) if not any(a < event.end and event.start < b for a, b in taken)]
    return tuple(sorted([*asks, *_apart(given)], key=lambda event: (event.start, event.end)))


def _apart(events: Iterable[Event]) -> Iterator[Event]:
    end = -1
    for event in sorted(events, key=lambda item: (item.start, -item.end)):
        if event.start >= end and event.end > end:
            yield event
            end = event.end


def _asked(script: Script) -> Iterator[Event]:
    for match in script.find(phrases.QUEUE):
        at = script.word_at(match.start())
        unit = script.units[script.unit_of[at]]
        after = script.word_at(match.end() - 1) + 1
        name, stop = _read_name(script, after)
        start = unit.start
        end, sure = _announced_until(script, stop, name)
        firm = end > stop and script.plain[stop] in ("of", "from", "with", "at")
        if not (phrases.ASKS.search(script.said(start, end)) or (firm and _greeted(script, end))):
            continue
        if name.casefold() not in phrases.NO_ONE and (sure or (name and _greeted(script, end))):
            yield Event("asks", start, _greeting(script, end), name)


def _read_name(script: Script, at: int) -> tuple[str, int]:
    """The name that starts at a word, and the word behind it."""
    words = script.transcript.words
    while at < len(words) and script.plain[at] in ("a", "mr", "mrs", "ms", "miss", "the", "line", "of", "off"):
        at += 1
    start = at
    while at < min(len(words), start + _LONGEST_NAME) and script.plain[at] not in _NAME_ENDS:
        at += 1
        mark = words[at - 1].text[-1]
        if mark in ",;:?!" or (mark == "." and at - start > 1):
            break
    # A recogniser may write an unknown name in lower case, but then the sentence must go on to a firm.
    firm = at < len(words) and script.plain[at] in ("of", "from", "with", "at")
    if at == start or not (firm or any(is_capitalised(word.text) for word in words[start:at])):
        return "", at
    return script.name(start, at), at


def _announced_until(script: Script, stop: int, name: str) -> tuple[int, bool]:
    """Where an announcement ends, and whether it gives the floor in so many words."""
    words = script.transcript.words
    limit = min(len(words), stop + 16)
    end, sure = stop, False
    unit_end = script.units[script.unit_of[min(stop, len(words)) - 1]].end
    end = max(stop, unit_end)
    greeting = next(script.find(phrases.GREETS, stop, min(end, limit)), None)
    if greeting is not None:
        end = script.word_at(greeting.start())
    first = script.plain[stop - len(name.split())] if name else ""
    given = next(script.find(phrases.GO_AHEAD, stop, limit), None)
    if given is not None:
        close = script.word_at(given.end() - 1) + 1
        unit_end = script.units[script.unit_of[close - 1]].end
        # "Please go ahead with your question. Hi" but also "Please go ahead corner".
        end = unit_end if unit_end - close <= 4 else close
        sure = True
    while end < limit:
        unit = script.units[script.unit_of[end]]
        said = script.said(end, unit.end)
        if len(unit) <= 4 and first and said.split()[-1][:3] == first[:3] and phrases.GREETS.match(said):
            end, sure = unit.end, True
        elif unit.end - end <= 1 and said in ("sir", "please", "mhm", first):
            end = unit.end
        else:
            break
    return end, sure


def _greeting(script: Script, at: int) -> int:
    """The sentence near `at` that begins with a greeting; `at` itself where none does."""
    end = at
    for _ in range(3):
        if end >= len(script.plain) or end - at > 12:
            return at
        unit = script.units[script.unit_of[end]]
        if phrases.GREETS.match(script.said(end, unit.end)):
            return end
        end = unit.end
    return at


def _greeted(script: Script, at: int) -> bool:
    """Whether someone begins to speak near `at`: a greeting opens the sentence there, or the next one."""
    if at >= len(script.plain):
        return False
    after = script.units[script.unit_of[at]].end
    places = [place for place in (at, after) if place < len(script.plain) and place - at <= 8]
    return any(phrases.GREETS.match(script.said(place, min(len(script.plain), place + 6))) for place in places)


def _handed(script: Script) -> Iterator[Event]:
    for match in script.find(phrases.HANDS):
        if not phrases.FLOOR.search(match.group()) or phrases.LATER.search(match.group()):
            continue
        at, after = script.word_at(match.start()), script.word_at(match.end() - 1) + 1
        unit = script.units[script.unit_of[after - 1]]
        if phrases.LATER.search(script.said(max(unit.start, at - 3), at)):
            continue
        rest = script.said(after, min(unit.end, after + _AHEAD))
        end = _handed_until(script, after, unit.end)
        if phrases.OPENS.search(script.said(at, min(unit.end, end))):
            yield Event("opens", unit.start, end, "")
            continue
        back = bool(phrases.BACK.search(f"{match.group()} {rest}"))
        yield Event("speaks", unit.start, end, _handed_name(script, after, end), back)
    for match in script.find(phrases.OPENS):
        unit = script.units[script.unit_of[script.word_at(match.start())]]
        end = _handed_until(script, script.word_at(match.end() - 1) + 1, unit.end)
        yield Event("opens", unit.start, end, "")
    for match in script.find(phrases.TAKES):
        at = script.word_at(match.start())
        yield Event("speaks", at, at, "")


def _handed_until(script: Script, after: int, end: int) -> int:
    """The end of a hand-over: its sentence, up to the thanks of the one who takes over, with a name called after it."""
    limit = min(end, after + _AHEAD)
    for match in script.find(phrases.TURNS_UP, after, limit):
        place = script.word_at(match.start())
        if place > after:
            return place
    ahead = end
    for _ in range(4):
        if ahead >= len(script.plain) or ahead - end > 12:
            break
        unit = script.units[script.unit_of[ahead]]
        said = script.said(ahead, unit.end)
        named = is_capitalised(script.transcript.words[ahead].text) and not phrases.GREETS.match(said)
        if ahead == end and len(unit) <= 2 and named and said not in ("okay", "right", "sure", "so"):
            end = unit.end
        if len(unit) <= 7 and phrases.GO_AHEAD.search(said):
            end = unit.end
        ahead = unit.end
    return end


def _handed_name(script: Script, start: int, end: int) -> str:
    """The longest run of capitalised words that are no titles; the first of equals."""
    best: tuple[int, int] = (start, start)
    at = start
    words = script.transcript.words
    while at < min(end, start + _AHEAD):
        stop = at
        while stop < end and stop - at < _LONGEST_NAME and _is_name(script, stop):
            stop += 1
            if words[stop - 1].text[-1] in ",;" or ends_sentence(words[stop - 1].text):
                break
        if stop - at > best[1] - best[0]:
            best = (at, stop)
        at = max(stop, at + 1)
    name = script.name(*best)
    if len(name) < 2 or name.casefold() in phrases.FILLERS:
        return ""
    return name[:-2] if name.endswith(("'s", "’s")) else name


def _is_name(script: Script, at: int) -> bool:
    word = script.plain[at]
    return is_capitalised(script.transcript.words[at].text) and word not in _NO_NAME and word != "i" and "'" not in word
