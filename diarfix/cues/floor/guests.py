"""Who is let in outside calls: guests who are introduced by name, panelists who are called on, callers on a line.

    "Joining me are Bo Lindqvist and Ana Ruiz."    "Ana, over to you."    "We have Bo on line two. Go ahead, Bo."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diarfix.cues.floor import phrases
from diarfix.cues.floor.events import Event
from diarfix.cues.floor.script import Script
from diarfix.text import ends_sentence, is_capitalised

INTRODUCES = re.compile(
    r"\b(?:(?:joining (?:me|us)|with (?:me|us)|(?:my|our)(?: \w+)? guests?)(?: \w+){0,3}? (?:is|are)"
    r"|(?:i'm|i am|we're|we are) (?:\w+ ){0,2}joined (?:\w+ ){0,3}?by) "
)
"""Before the names of those who take part."""

CALLS_IN = re.compile(
    r"\b(?:(?:we have|we've got|i have|i've got|let's go to|we go to|over to|here's) "
    r"(?=(?:\S+ ){1,5}?on (?:the )?line\b)"
    r"|(?:over to you|go ahead|you're on the air|you're through) (?=\S))"
)
"""Before the name of who is let in."""

CALLED_ON = re.compile(r"(?<= )(?:over to you|go ahead|you're on the air|you're through|the floor is yours)\b")
"""After the name of who is let in: "Ana, over to you."."""

MOST = 30
"""Words behind an introduction in which its names stand."""

LONGEST_NAME = 3
_STEPS = frozenset({"and", "also"})
_NO_NAMES = frozenset("i so and but the my our your now well today okay yes no please sir friends dr professor".split())


def find_guests(script: Script) -> tuple[Event, ...]:
    """Everyone who is let in by name, in reading order; `sure` where the floor is theirs from `end` on."""
    found = [*_introduced(script), *_called(script)]
    return tuple(sorted(found, key=lambda event: (event.start, event.end, event.name)))


def _introduced(script: Script) -> Iterator[Event]:
    for match in script.find(INTRODUCES):
        start, at = script.word_at(match.start()), script.word_at(match.end() - 1) + 1
        unit = script.units[script.unit_of[start]]
        stop = min(unit.end, at + MOST)
        first = True
        while at < stop:
            end = _name_end(script, at, stop)
            # A list goes on behind a comma or "and"; in between stand titles and firms in lower case.
            parted = first or script.plain[at - 1] in _STEPS or script.transcript.words[at - 1].text[-1] in ",;"
            if parted and (end - at > 1 or (first and end > at)):
                yield Event("called", start, unit.end, script.name(at, end), sure=False)
            elif first:
                break
            first = False
            at = max(end, at + 1)


def _called(script: Script) -> Iterator[Event]:
    for match in script.find(CALLS_IN):
        start, at = script.word_at(match.start()), script.word_at(match.end() - 1) + 1
        unit = script.units[script.unit_of[start]]
        end = _name_end(script, at, unit.end) if at < unit.end else at
        if end > at:
            yield Event("called", start, unit.end, script.name(at, end))
    for match in script.find(CALLED_ON):
        at = script.word_at(match.start())
        unit = script.units[script.unit_of[at]]
        start = at
        while start > max(unit.start, at - LONGEST_NAME) and _is_name(script, start - 1):
            start -= 1
        # A name alone before the words, with a comma: "Ana, over to you" and not "They told Ana go ahead".
        if start < at and start - unit.start <= 2 and script.transcript.words[at - 1].text.endswith(","):
            yield Event("called", start, unit.end, script.name(start, at))


def _name_end(script: Script, at: int, stop: int) -> int:
    """The word behind the name that starts at a word; the word itself where none does."""
    end = at
    while end < min(stop, at + LONGEST_NAME) and _is_name(script, end):
        end += 1
        text = script.transcript.words[end - 1].text
        if text[-1] in ",;:?!" or (ends_sentence(text) and end - at > 1):
            break
    return end


def _is_name(script: Script, at: int) -> bool:
    word = script.plain[at]
    named = word not in _NO_NAMES and word not in phrases.FILLERS and "'" not in word
    return named and is_capitalised(script.transcript.words[at].text)
