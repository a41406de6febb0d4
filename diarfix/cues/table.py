"""Every cue by name and site: the vocabulary of the rules, readable top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from diarfix.cues.context import Context
from diarfix.cues.health import DOCUMENT_CUES, DocumentCue
from diarfix.cues.junctions import JUNCTION_CUES, JunctionCue, Value
from diarfix.cues.people import LABEL_CUES, PAIR_CUES
from diarfix.cues.sites import Site, SiteKind
from diarfix.cues.spans import SPAN_CUES, SPANS


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as rules see it. `find(context, subject)` takes a Site, a pair, a label or None (the document)."""

    name: str
    about: str
    find: Callable[[Context, Any], Value]
    values: tuple[str, ...] = ()


def _at(cue: JunctionCue) -> Callable[[Context, Site], Value]:
    return lambda context, site: cue.find(context, site.start)


def _end(cue: JunctionCue) -> Callable[[Context, Site], Value]:
    # The transcript's edges are no junctions: nothing is observed there.
    return lambda context, site: cue.find(context, site.end) if site.end < len(context.transcript.words) else False


def _start(cue: JunctionCue) -> Callable[[Context, Site], Value]:
    return lambda context, site: cue.find(context, site.start) if site.start > 0 else False


def _whole(cue: DocumentCue) -> Callable[[Context, None], Value]:
    return lambda context, _: cue.find(context)


def _build() -> dict[SiteKind, dict[str, Cue]]:
    table: dict[SiteKind, list[Cue]] = {
        "seam": [Cue(f"at.{cue.name}", cue.about, _at(cue), cue.values) for cue in JUNCTION_CUES],
        "pair": [Cue(cue.name, cue.about, cue.find) for cue in PAIR_CUES],
        "label": [Cue(cue.name, cue.about, cue.find, cue.values) for cue in LABEL_CUES],
        "document": [Cue(cue.name, cue.about, _whole(cue)) for cue in DOCUMENT_CUES],
    }
    for kind in SPANS:
        table[kind] = [
            *(Cue(f"span.{cue.name}", cue.about, cue.find, cue.values) for cue in SPAN_CUES if kind in cue.kinds),
            *(
                Cue(f"start.{cue.name}", cue.about + " (at the span's start)", _start(cue), cue.values)
                for cue in JUNCTION_CUES
            ),
            *(
                Cue(f"end.{cue.name}", cue.about + " (at the span's end)", _end(cue), cue.values)
                for cue in JUNCTION_CUES
            ),
        ]
    return {kind: {cue.name: cue for cue in cues} for kind, cues in table.items()}


CUES: dict[SiteKind, dict[str, Cue]] = _build()
"""Site kind -> cue name -> cue."""
