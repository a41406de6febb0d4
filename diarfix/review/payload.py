"""A session as JSON: for screens that are programs of their own. Every call gives the same bytes for the same state.

`state(session)` is what changes with every action; `words(session)` and `turns(session)` are the transcript, which
may be fetched in parts. Indexes are words of the transcript, counted from 0; speakers are labels as they read now.
"""

from __future__ import annotations

from typing import Any

from diarfix.decisions import Decision, NoteRow
from diarfix.review.passage import Line, clock
from diarfix.review.session import Session
from diarfix.review.view import Item


def state(session: Session) -> dict[str, Any]:
    """Everything but the transcript itself.

    `revision` (goes up with every change), `name`, `reviewer`, `format`, `words` (how many), `turns` (how many),
    `speakers` [{name, key, words}], `order`, `queue` [ids], `items` [item, in reading order], `notes` [{word, text, by,
    when}], `lost` [{id, what, text}], `progress` {total, left, done, seconds, and one a state}, `undo` and `redo` (how
    many steps), `decisions` and `target` (paths), `written`.
    """
    decisions, target = session.paths
    seen = session.progress
    undo, redo = session.steps
    return {
        "revision": session.revision,
        "name": session.original.source.name,
        "format": session.original.source.format,
        "reviewer": session.reviewer,
        "words": len(session.original.words),
        "turns": len(session.corrected.turns),
        "speakers": [{"name": one.name, "key": one.key, "words": one.words} for one in session.speakers],
        "order": session.order,
        "queue": [item.id for item in session.queue()],
        "items": [item_state(session, item) for item in session.items.values()],
        "notes": [{"word": note.word, "text": note.text, "by": note.by, "when": note.when} for note in session.notes],
        "lost": [_lost(row) for row in session.lost],
        "progress": {"total": seen.total, "left": seen.left, "done": seen.done, "seconds": round(seen.seconds, 1),
                     **seen.states},
        "undo": undo,
        "redo": redo,
        "decisions": str(decisions or ""),
        "target": str(target or ""),
        "written": session.is_written,
    }


def item_state(session: Session, item: Item) -> dict[str, Any]:
    """One proposed edit: `start:end`, `old`, `new` as amended; `proposed` as proposed; its evidence; its decision."""
    edit, decision = item.edit, item.decision
    place = session.original.place(item.start)
    return {
        "id": item.id,
        "kind": edit.kind,
        "state": item.state,
        "because": item.because,
        "start": item.start,
        "end": item.end,
        "old": item.old,
        "new": item.new,
        "proposed": {"start": edit.start, "end": edit.end},
        "confidence": edit.confidence,
        "safe": edit.safe,
        "worth": round(item.worth, 4),
        "seconds": round(item.seconds, 1),
        "line": place.line,
        "column": place.column,
        "reasons": [{"code": one.code, "message": one.message, "weight": one.weight} for one in edit.reasons],
        "by": decision.by if decision else "",
        "when": decision.when if decision else "",
    }


def passage_state(session: Session, one: str) -> dict[str, Any]:
    """An edit before and after: lists of {speaker, start, end, moved: [start, end], opens, closes}."""
    shown = session.passage(one)
    return {"id": one, "before": [_line(line) for line in shown.before], "after": [_line(line) for line in shown.after]}


def words(session: Session, start: int = 0, end: int | None = None) -> list[str]:
    """The words `start:end` as they read now."""
    return [word.text for word in session.corrected.words[start:end]]


def turns(session: Session, start: int = 0, end: int | None = None) -> list[dict[str, Any]]:
    """Turns `start:end` of the corrected transcript: {speaker, start, end, time} (seconds or null)."""
    made = session.corrected
    return [
        {"speaker": turn.speaker, "start": turn.start, "end": turn.end, "time": clock(made, turn.start)}
        for turn in made.turns[start:end]
    ]


def _line(line: Line) -> dict[str, Any]:
    return {
        "speaker": line.speaker,
        "start": line.start,
        "end": line.end,
        "moved": [line.moved_start, line.moved_end],
        "opens": line.opens,
        "closes": line.closes,
    }


def _lost(row: Any) -> dict[str, str]:
    if isinstance(row, NoteRow):
        return {"id": row.id, "what": "note", "text": row.text}
    text = row.anchor.inside if isinstance(row, Decision) else f"{row.spot.head} {row.spot.tail}".strip()
    what = row.verdict if isinstance(row, Decision) else "by hand"
    return {"id": row.id, "what": f"{what}: {row.old} -> {row.new}", "text": text}
