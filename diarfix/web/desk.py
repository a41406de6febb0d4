"""A review session as the page sees it: its state as JSON, and the actions that the page may ask for.

Every window holds a version of the state and sends it with each action; an action on an older one is refused, so that
no one decides on what they do not see. An action is answered once the session has it on the disk.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from diarfix.drawing.palette import COLOURS, colours
from diarfix.drawing.svg import clean
from diarfix.model import Transcript
from diarfix.pages.clock import word_times
from diarfix.review import payload
from diarfix.review.actions import Side, misfit
from diarfix.review.session import Session

Wish = Mapping[str, Any]
"""An action with its arguments, as the page sent it. Nothing about it is sure."""


class Stale(Exception):
    """The window that asks has not seen the last change."""


class Desk:
    """One session for any number of windows."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = Lock()
        self._heard: list[Callable[[], None]] = []
        self.version = 0
        self.closed = False
        self.boot = secrets.token_hex(8)

    def listen(self, told: Callable[[], None]) -> None:
        """Call `told` after every change; it may come from any thread."""
        self._heard.append(told)

    def close(self) -> None:
        """Tell every window's line to end; what was decided is saved already."""
        self.closed = True
        for told in self._heard:
            told()

    def transcript(self) -> dict[str, Any]:
        """What never changes: the words as they were read, and when each begins (seconds, or null)."""
        read = self._session.original
        return {
            "name": clean(read.source.name.replace("\\", "/").rpartition("/")[2]),
            "words": [_shown(word.text) for word in read.words],
            "times": word_times(read),
        }

    def state(self) -> dict[str, Any]:
        """What may change, of one moment."""
        with self._lock:
            return self._state()

    def _state(self) -> dict[str, Any]:
        session = self._session
        state = payload.state(session)
        read, made = session.original, session.corrected
        hues = speaker_hues(read, made, [one["name"] for one in state["speakers"]])
        return {
            "version": self.version,
            "boot": self.boot,
            "turns": [{"speaker": turn.speaker, "start": turn.start, "end": turn.end} for turn in made.turns],
            "healed": [
                [at, _shown(new.text)]
                for at, (old, new) in enumerate(zip(read.words, made.words, strict=True))
                if old.text != new.text
            ],
            "cast": [{**one, "hue": hues[one["name"]]} for one in state["speakers"]],
            "items": [{**item, "codes": list(session.item(item["id"]).edit.codes)} for item in state["items"]],
            **{key: state[key] for key in ("notes", "lost", "progress", "undo", "redo", "target", "written")},
        }

    def act(self, wish: Wish) -> dict[str, Any]:
        """Do something; what was done in words, and the state afterwards. Raises `Stale` and `DiarfixError`."""
        with self._lock:
            if wish.get("version") != self.version:
                raise Stale
            action = ACTIONS.get(str(wish.get("do")))
            if action is None:
                raise misfit(f"there is no action {wish.get('do')!r}", "reload the page")
            said = action(self._session, wish)
            self.version += 1
            answer = {"said": said, "state": self._state()}
        for told in self._heard:
            told()
        return answer

    def alike(self, wish: Wish) -> dict[str, Any]:
        """The suggestions like one: `groups` of ids, those of the same cause before those of the same rule."""
        one = _text(wish, "id")
        with self._lock:
            cause = [item.id for item in self._session.alike(one, "cause") if item.state == "open"]
            rule = [item.id for item in self._session.alike(one, "rule") if item.state == "open"]
            codes = self._session.item(one).edit.codes
        groups = [{"title": "Same rule, same speakers", "ids": cause}] if cause != rule else []
        groups.append({"title": f"Same rule{f' ({codes[0]})' if codes else ''}", "ids": rule})
        return {"groups": [group for group in groups if group["ids"]]}

    def write(self) -> str | None:
        """Write the corrected transcript if it is not written as it stands; what was done, or None."""
        with self._lock:
            if self._session.is_written or not self.version:
                return None
            return self._session.write()


def speaker_hues(read: Transcript, made: Transcript, names: list[str]) -> dict[str, int]:
    """Each speaker's colour: that of the label most of their words had, as in the graph; else one that is free."""
    numbers = {colour: at for at, colour in enumerate(COLOURS)}
    given = {label: numbers[colour] for label, colour in colours(read.labels).items()}
    shared = Counter(zip(made.speakers, read.speakers, strict=True))
    chosen: dict[str, int] = {}
    taken: set[str] = set()
    for (name, label), _ in shared.most_common():
        if name not in chosen and label not in taken:
            chosen[name] = given[label]
            taken.add(label)
    for name in names:
        if name not in chosen:
            free = [hue for hue in range(len(COLOURS)) if hue not in chosen.values()]
            chosen[name] = free[0] if free else len(chosen) % len(COLOURS)
    return chosen


def _shown(word: str) -> str:
    """A word without what turns the direction of the text around it, and never empty."""
    return clean(word) or "·"


def _judged(verb: str) -> Callable[[Session, Wish], str]:
    def act(session: Session, wish: Wish) -> str:
        if "ids" not in wish:
            return str(getattr(session, verb)(_text(wish, "id")))
        ids = wish["ids"]
        if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
            raise misfit("ids must be a list of texts", "reload the page")
        return str(getattr(session, f"{verb}_all")(ids))

    return act


def _nudge(session: Session, wish: Wish) -> str:
    side: Side = "start" if wish.get("side") == "start" else "end"
    return session.nudge(_text(wish, "id"), side, _number(wish, "by"))


def _rename(session: Session, wish: Wish) -> str:
    since = None if wish.get("word") is None else _number(wish, "word")
    return session.rename(_text(wish, "speaker"), _text(wish, "name"), since)


ACTIONS: dict[str, Callable[[Session, Wish], str]] = {
    "accept": _judged("accept"),
    "reject": _judged("reject"),
    "clear": lambda session, wish: session.forget(_text(wish, "id")),
    "nudge": _nudge,
    "reassign": lambda session, wish: session.reassign(_text(wish, "id"), _text(wish, "speaker")),
    "give": lambda session, wish: session.give(_number(wish, "start"), _number(wish, "end"), _text(wish, "speaker")),
    "split": lambda session, wish: session.split(_number(wish, "word"), _text(wish, "speaker")),
    "merge": lambda session, wish: session.merge(_number(wish, "word")),
    "rename": _rename,
    "exchange": lambda session, wish: session.rename(
        _text(wish, "speaker"), _text(wish, "name"), _number(wish, "word"), swap=True
    ),
    "note": lambda session, wish: session.note(_number(wish, "word"), _text(wish, "text")),
    "forget-lost": lambda session, wish: session.forget_rows(_text(wish, "id")),
    "undo": lambda session, wish: session.undo(),
    "redo": lambda session, wish: session.redo(),
    "write": lambda session, wish: session.write(),
}
"""What the page may ask for."""


def _text(wish: Wish, key: str) -> str:
    value = wish.get(key)
    if not isinstance(value, str):
        raise misfit(f"{key} must be a text", "reload the page")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise misfit(f"{key} holds half a character", "type it again") from None
    return value


def _number(wish: Wish, key: str) -> int:
    value = wish.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise misfit(f"{key} must be a whole number", "reload the page")
    return value
