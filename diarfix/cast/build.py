"""The cast of a repaired transcript: labels, names and roles with what says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diarfix.cast.names import Named, name_labels
from diarfix.cast.notes import noted_people
from diarfix.cast.record import Cast, Clue, Member, Role
from diarfix.cast.roles import GIVEN, Judged, find_roles
from diarfix.cues.ads import find_ads
from diarfix.cues.context import Context
from diarfix.cues.names import is_person, role_of
from diarfix.graph.roster import Roster, build_roster

MOST_CLUES = 6
"""Clues kept of each label."""


def build_cast(
    context: Context, raw: Mapping[str, tuple[str, ...]], configured: Mapping[str, Role] | None = None,
    likely: Mapping[str, tuple[str, float]] | None = None,
) -> Cast:
    """Who is who in a (repaired) transcript; `raw` gives the labels as read that each label goes back to.

    `configured` gives the roles of labels that the configuration knows; `likely` who a label is by how it talks, with
    the confidence in that.
    """
    roster = build_roster(context)
    named = name_labels(context, roster)
    given = dict(_given(context, named))
    for label, role in (configured or {}).items():
        given[label] = [*given.get(label, []), (role, Clue(f"the configuration names {label} as {role}", GIVEN))]
    roles = find_roles(context, given)
    named = _noted_names(context, named, roles)
    named = {**_heard(likely or {}, named, context), **named}
    members = tuple(
        _member(context, label, raw.get(label, (label,)), named.get(label), roles[label])
        for label in context.transcript.labels
    )
    return Cast(members, _absent(context, roster, members))


def _given(context: Context, named: dict[str, Named]) -> Iterator[tuple[str, list[tuple[Role, Clue]]]]:
    """Roles that the show notes give to names."""
    people = noted_people(context.transcript)
    for label in context.transcript.labels:
        name = named[label].name if label in named else label
        about = "the show notes call {} {}"
        found = [(role, Clue(about.format(person, role), GIVEN)) for person, role in people if same(person, name)]
        if found:
            yield label, found


def _noted_names(context: Context, named: dict[str, Named], roles: dict[str, Judged]) -> dict[str, Named]:
    """With the names of the notes, where one label alone has the role that they give to one person."""
    people = noted_people(context.transcript)
    found = dict(named)
    for role in ("host", "guest"):
        noted = [person for person, given in people if given == role]
        labels = [label for label, judged in roles.items() if judged.role == role]
        if len(noted) == len(labels) == 1 and labels[0] not in found and not is_person(labels[0]):
            clue = Clue(f"the show notes name one {role}", 2.0)
            found[labels[0]] = Named(noted[0], round(0.95 * roles[labels[0]].confidence, 3), (clue,))
    return found


def _heard(
    likely: Mapping[str, tuple[str, float]], named: Mapping[str, Named], context: Context
) -> dict[str, Named]:
    """Names by how labels talk, of those that nobody else has."""
    taken = {*context.transcript.labels, *(item.name for item in named.values())}
    return {
        label: Named(name, confidence, (Clue(f"talks most like {name} of all regulars", 1.0),))
        for label, (name, confidence) in likely.items() if name not in taken
    }


def same(left: str, right: str) -> bool:
    """Whether two names can be one person's: equal, or one is a part of the other."""
    a, b = left.casefold().split(), right.casefold().split()
    return bool(a and b) and (set(a) <= set(b) or set(b) <= set(a))


def _member(context: Context, label: str, raw: tuple[str, ...], named: Named | None, judged: Judged) -> Member:
    transcript = context.transcript
    ads = tuple((ad.start, ad.end, ad.brand) for ad in find_ads(context) if transcript.speakers[ad.start] == label)
    name, confidence, clues = "", 0.0, list(judged.clues)
    if named is not None:
        name, confidence = named.name, named.confidence
        clues = [*named.clues[:2], *clues]
    elif is_person(label) and role_of(label) == "none":
        name, confidence = label, 1.0
    return Member(
        label, raw, name, confidence, judged.role, judged.confidence, transcript.word_counts[label],
        context.turn_counts[label], tuple(_distinct(clues))[:MOST_CLUES], ads if judged.role != "advertiser" else (),
    )


def _distinct(clues: list[Clue]) -> Iterator[Clue]:
    seen: set[str] = set()
    for clue in clues:
        if clue.text not in seen:
            seen.add(clue.text)
            yield clue


def _absent(context: Context, roster: Roster, members: tuple[Member, ...]) -> tuple[str, ...]:
    """People who are introduced by full name, not by themselves, and are no label's."""
    names = {mention.start: mention.name for mention in roster.mentions}
    wanted = dict.fromkeys(
        names[item.start]
        for item in roster.introductions
        if item.manner != "self" and " " in names.get(item.start, "")
        and context.analysis.entities[item.start] == "PERSON"
    )
    return tuple(name for name in wanted if not any(same(name, member.name or member.label) for member in members))
