"""The people panel: labels as circles, arrows for who follows whom, and suspected aliases in red."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt

from diarfix.drawing.marks import Point, arrow, bend, double_dashed, toward
from diarfix.drawing.palette import ink_on
from diarfix.drawing.scene import Scene, Suspicion
from diarfix.drawing.svg import BOLD, fit, label, tag, width, words
from diarfix.graph import Person

MOST = 12
"""Labels that are drawn, the most used; the lists name the others."""

NUMBERED = 14
"""Arrows up to which each carries its number; the table beside them has them all."""

BOW = 0.14
"""How far arrows bow out, as a share of their length, so that both ways stay apart."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A label's circle; `rank` is the number in it, which the table repeats."""

    person: Person
    rank: int
    at: Point
    radius: float


@dataclass
class _Taken:
    """Boxes that hold text already."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def take(self, middle: Point, wide: float, high: float) -> bool:
        """Claim a box around `middle`, unless it would cover another."""
        x, y = middle[0] - wide / 2, middle[1] - high / 2
        for left, top, right, bottom in self.boxes:
            if x < right and x + wide > left and y < bottom and y + high > top:
                return False
        self.boxes.append((x, y, x + wide, y + high))
        return True


def chosen(scene: Scene) -> tuple[Person, ...]:
    """The most used labels, in order of first appearance."""
    people = scene.graph.people()
    kept = {person.id for person in sorted(people, key=lambda person: -person.words)[:MOST]}
    return tuple(person for person in people if person.id in kept)


def place(people: tuple[Person, ...], middle: Point, reach: Point) -> tuple[Circle, ...]:
    """Circles on an ellipse, the first one on its left."""
    most = max(person.words for person in people)
    result = []
    for index, person in enumerate(people):
        angle = pi + 2 * pi * index / len(people)
        at = (middle[0] + reach[0] * cos(angle), middle[1] + reach[1] * sin(angle))
        if len(people) == 1:
            at = middle
        result.append(Circle(person, index + 1, at, 11 + 21 * sqrt(person.words / most)))
    return tuple(result)


def draw_people(scene: Scene, circles: tuple[Circle, ...], middle: Point, half: float) -> Iterator[str]:
    """Arrows below, aliases over them, circles and their names on top; names end `half` from the middle."""
    taken = _Taken()
    by_label = {circle.person.label: circle for circle in circles}
    for circle in circles:
        taken.take(circle.at, 2 * circle.radius, 2 * circle.radius)
    shown = [item for item in scene.suspicions if item.first in by_label and item.second in by_label]
    aliases = [_alias(item, by_label[item.first], by_label[item.second], taken) for item in shown]
    yield from _arrows(scene, {circle.person.id: circle for circle in circles}, taken)
    yield from aliases
    for circle in circles:
        yield _circle(scene, circle, middle, half)


def _arrows(scene: Scene, circles: dict[str, Circle], taken: _Taken) -> Iterator[str]:
    edges = [edge for edge in scene.graph.edges("follows") if edge.source in circles and edge.target in circles]
    most = max((int(edge.evidence["turns"]) for edge in edges), default=1)
    numbers = []
    for edge in sorted(edges, key=lambda edge: -int(edge.evidence["turns"])):
        turns = int(edge.evidence["turns"])
        source, target = circles[edge.source], circles[edge.target]
        control = bend(source.at, target.at, BOW)
        start, end = toward(source.at, control, source.radius + 2), toward(target.at, control, target.radius + 3)
        title = f"{target.person.label} follows {source.person.label}: {turns:,} turn changes"
        colour = scene.colours[source.person.label]
        yield tag("g", tag("title", words(title)), arrow(start, control, end, colour, 1 + 5 * turns / most))
        at = ((start[0] + 2 * control[0] + end[0]) / 4, (start[1] + 2 * control[1] + end[1]) / 4)
        if len(edges) <= NUMBERED and taken.take(at, width(f"{turns:,}", 11) + 8, 15):
            numbers.append(_boxed(at, f"{turns:,}", "df-ink", 11))
    yield from numbers


def _alias(item: Suspicion, first: Circle, second: Circle, taken: _Taken) -> str:
    start, end = toward(first.at, second.at, first.radius), toward(second.at, first.at, second.radius)
    text = f"{item.cuts:,} of {item.seams:,} cut · {item.verdict}"
    wide = width(text, 11 * BOLD) + 10
    spots = [
        (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in (0.5, 0.35, 0.65, 0.2, 0.8)
    ]
    at = next((spot for spot in spots if taken.take(spot, wide, 18)), None)
    named = _boxed(at, text, "df-bad", 11) if at else ""
    seams = f"{item.cuts:,} of {item.seams:,} label changes between them cut a sentence"
    title = f"{item.first} and {item.second} may be one person: {seams}; {item.verdict}"
    return tag("g", tag("title", words(title)), double_dashed(start, end), named, class_="alias")


def _boxed(at: Point, text: str, tone: str, size: float) -> str:
    wide = width(text, size * BOLD) + 8
    return tag(
        "rect", x=at[0] - wide / 2, y=at[1] - 8, width=wide, height=16, rx=4, class_="df-paper", opacity=0.92
    ) + label(at[0], at[1] + 4, text, class_=tone, font_size=size, font_weight=600, text_anchor="middle")


def _circle(scene: Scene, circle: Circle, middle: Point, half: float) -> str:
    person, (x, y) = circle.person, circle.at
    far = circle.radius + 8
    share = person.words / max(1, len(scene.transcript.words))
    counts = f"{person.words:,} words ({share:.0%})"
    if abs(x - middle[0]) < 40:
        anchor, tx = "middle", x
        ty = y - far - 14 if y < middle[1] else y + far + 8
        room = 190.0
    else:
        anchor, tx = ("end", x - far) if x < middle[0] else ("start", x + far)
        ty, room = y - 2, half - abs(tx - middle[0])
    size = 12.5
    return tag(
        "g",
        tag("title", words(f"{person.label}: {person.words:,} words in {person.turns:,} turns")),
        tag("circle", cx=x, cy=y, r=circle.radius, fill=scene.colours[person.label], class_="df-node"),
        label(
            x,
            y + 4.5,
            str(circle.rank),
            fill=ink_on(scene.colours[person.label]),
            font_size=13,
            font_weight=700,
            text_anchor="middle",
        ),
        label(
            tx,
            ty,
            fit(person.label, room, size * BOLD),
            class_="df-ink",
            font_size=size,
            font_weight=600,
            text_anchor=anchor,
        ),
        label(tx, ty + 14, counts, class_="df-soft", font_size=10.5, text_anchor=anchor),
    )
