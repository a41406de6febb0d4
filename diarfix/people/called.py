"""Who is put through or called on by name outside calls, and takes the floor under the label that gave it.

    Speaker 0: "... We have Bo on line two. Go ahead, Bo." | "Hi, thanks. I live by the pier ..."
                                                           ^ a stretch for a person to look at
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from diarfix.codes import entry
from diarfix.cues.floor.guests import find_guests
from diarfix.cues.floor.names import same_name
from diarfix.cues.floor.script import Script
from diarfix.edits import Edit, Reason

CODE = "PEOPLE006"

CONFIDENCE = 0.5
"""As a person judged it: there are no shows with references to measure it on, so that a person looks at each."""

LONGEST = 120
"""Words of the rest of a turn that can be one stretch; a longer one holds more than an answer."""

_TAKES = re.compile(
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|(?:thanks|thank you)"
    r"(?! (?:for (?:calling|joining|being|coming|that|waiting|holding)|so much for (?:calling|joining))))\b"
)
"""How someone who is let in begins, and not the one who lets them in."""


def called_edits(script: Script) -> Iterator[Edit]:
    """Moves of such stretches, all for review. Ids are not set."""
    turns = script.transcript.turns
    for event in find_guests(script):
        if not event.sure or event.end >= len(script.plain):
            continue
        turn = turns[script.transcript.turn_at(event.start)]
        unit = script.units[script.unit_of[event.end]]
        takes = _TAKES.match(script.said(event.end, unit.end))
        if not event.end < turn.end <= event.end + LONGEST or takes is None or same_name(turn.speaker, event.name):
            continue
        known = (label for label in script.transcript.labels if same_name(label, event.name))
        reason = Reason(CODE, entry(CODE).summary, round(math.log(CONFIDENCE / (1 - CONFIDENCE)), 3))
        new = next(known, event.name)
        yield Edit("", "move", event.end, turn.end, turn.speaker, new, CONFIDENCE, (reason,), safe=False)
