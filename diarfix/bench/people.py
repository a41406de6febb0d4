"""Who is who, measured: people found, named, missed and invented."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from diarfix.cues.floor.names import same_name
from diarfix.cues.names import is_person
from diarfix.measure import Change, Comparison
from diarfix.measure.counts import Counts

HEARD = 10
"""Aligned words from which a person, or a label, counts."""


@dataclass(frozen=True, slots=True)
class PeopleCounts(Counts):
    """People of the reference, and what became of them; all counts are of people, or of labels that stand for none.

    `found` have a label of their own that holds at least half of their words, `found_before` in the raw transcript.
    `nameable` are those whose name the reference gives; `named` of them are found under it, `misnamed` under another
    person's name. `invented` are new labels that stand for no one.
    """

    people: int = 0
    found_before: int = 0
    found: int = 0
    nameable: int = 0
    named: int = 0
    misnamed: int = 0
    invented: int = 0

    @property
    def missed(self) -> int:
        """People without a label of their own."""
        return self.people - self.found


def count_people(made: Change) -> PeopleCounts:
    """The people of one episode, before and after its repair."""
    words = Counter(person for person, _ in made.before.labels)
    people = [person for person, count in words.items() if count >= HEARD]
    before, after = _found(made.before), _found(made.after)
    found = {person: after[person] for person in people if person in after}
    names = {person for person in people if is_person(person)}
    named = {person for person in names & found.keys() if same_name(found[person], person)}
    raw = set(made.before.hypothesis.labels)
    given = Counter(label for _, label in made.after.labels)
    return PeopleCounts(
        len(people),
        sum(person in before for person in people),
        len(found),
        len(names),
        len(named),
        sum(is_person(found[person]) for person in (names & found.keys()) - named),
        sum(count >= HEARD and label not in raw and label not in found.values() for label, count in given.items()),
    )


def _found(compared: Comparison) -> dict[str, str]:
    """The label of everyone who has one that holds at least half of their words."""
    words = Counter(person for person, _ in compared.labels)
    return {
        person: label
        for label, person in compared.mapping.items()
        if 2 * compared.confusion[person, label] >= words[person]
    }
