"""Who is who where the words say it: announced people, hand-overs, and whom each stretch of a call belongs to.

    events = find_events(script)          # "our next question comes from Ana Ruiz", "I'll turn it over to Bo"
    cast = find_cast(script, events, ...) # the operator, those who ask, those who answer
    solved = solve(script, cast, ...)     # exact inference over sentences
    edits = people_edits(transcript, ...) # all of it, as edits
"""

from diarfix.people.edits import people_edits
from diarfix.people.numbers import Numbers, bundled_numbers

__all__ = ["Numbers", "bundled_numbers", "people_edits"]
