"""Where the reviewer stands: the edit that is looked at, the word under the cursor, the words selected.

One of them is what a key acts on. Screens move it and show it; everything else is the session's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from diarfix.review.actions import misfit
from diarfix.review.find import Hit
from diarfix.review.passage import clock
from diarfix.review.session import Session
from diarfix.review.view import Item

_TIME = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d\d)(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Subject:
    """What the next key acts on: an edit, or words `start:end` of the transcript."""

    kind: Literal["edit", "words", "turn"]
    start: int
    end: int
    item: Item | None = None


class Stand:
    """A place in a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.current: str | None = None
        self.cursor = 0
        self.anchor: int | None = None
        self.in_text = False
        self.hits: tuple[Hit, ...] = ()
        first = session.next()
        if first is not None:
            self.go(first)

    @property
    def item(self) -> Item | None:
        """The edit that is looked at."""
        return None if self.current is None else self.session.items.get(self.current)

    @property
    def subject(self) -> Subject | None:
        """What the next key acts on."""
        if self.anchor is not None:
            start, end = sorted((self.anchor, self.cursor))
            return Subject("words", start, end + 1)
        if self.in_text or self.item is None:
            turns = self.session.corrected.turns
            if not turns:
                return None
            turn = turns[self.session.corrected.turn_at(self.cursor)]
            return Subject("turn", turn.start, turn.end)
        return Subject("edit", self.item.start, self.item.end, self.item)

    @property
    def selected(self) -> range:
        """The words that are selected."""
        found = self.subject
        return range(found.start, found.end) if found is not None and found.kind == "words" else range(0)

    def go(self, item: Item) -> None:
        """Look at an edit."""
        self.current, self.cursor = item.id, item.start
        self.anchor, self.in_text = None, False

    def _stay(self, one: str) -> None:
        """Look at an edit as it is now, if it is still proposed."""
        found = self.session.items.get(one)
        if found is not None:
            self.go(found)

    def next(self, back: bool = False) -> str:
        """Look at the next edit of the queue; what there is to say."""
        found = self.session.next(self.current, back)
        if found is None:
            return self._nothing()
        self.go(found)
        return ""

    def _nothing(self) -> str:
        self.in_text = True
        left = self.session.progress.left
        if left:
            return f"none passes the filter; {left} wait"
        return "Nothing waits any more: write the corrected transcript (w)."

    def to_word(self, word: int) -> None:
        """Put the cursor on a word."""
        last = len(self.session.original.words) - 1
        self.cursor, self.in_text = max(0, min(last, word)), True

    def turn(self, by: int) -> None:
        """Put the cursor on the first word of another turn."""
        made = self.session.corrected
        at = made.turn_at(self.cursor)
        if by < 0 and self.cursor > made.turns[at].start:
            by += 1
        self.to_word(made.turns[max(0, min(len(made.turns) - 1, at + by))].start)

    def select(self) -> str:
        """Begin to select words, or let go."""
        self.anchor = self.cursor if self.anchor is None else None
        self.in_text = True
        return "" if self.anchor is None else "move to the last word, then choose a speaker"

    def leave(self) -> None:
        """Back to the edit."""
        item = self.item
        if item is not None:
            self.go(item)
        self.anchor, self.in_text = None, item is None

    def judge(self, accept: bool) -> str:
        """Accept or reject the edit that is looked at, and go on to the next that waits."""
        item = self._need()
        # What one changed and then agrees to stays as it was changed.
        if accept and item.state in ("changed", "accepted"):
            said = f"{item.id} stays {item.state}"
        elif not accept and item.state == "rejected":
            said = f"{item.id} stays rejected"
        else:
            said = self.session.accept(item.id) if accept else self.session.reject(item.id)
        found = self.session.next(item.id)
        if found is None:
            return f"{said}. {self._nothing()}"
        self.go(found)
        return said

    def clear(self) -> str:
        """Take back what was decided on the edit."""
        return self.session.forget(self._need().id)

    def nudge(self, side: Literal["start", "end"], by: int) -> str:
        """Move one end of the edit's span."""
        item = self._need()
        said = self.session.nudge(item.id, side, by)
        self._stay(item.id)
        return said

    def give(self, speaker: str) -> str:
        """What one stands on is said by `speaker`."""
        found = self.subject
        if found is None:
            raise misfit("there is nothing to give", "choose words")
        if found.item is not None:
            said = self.session.reassign(found.item.id, speaker)
            self._stay(found.item.id)
            return said
        said = self.session.give(found.start, found.end, speaker)
        self.anchor = None
        return said

    def split(self, speaker: str) -> str:
        """Cut the turn before the cursor; what follows is said by `speaker`."""
        return self.session.split(self.cursor, speaker)

    def merge(self, back: bool) -> str:
        """Join the turn under the cursor with a neighbour."""
        return self.session.merge(self.cursor, back)

    def speaker(self, key: str) -> str:
        """The speaker of a digit. Raises E505."""
        found = next((one.name for one in self.session.speakers if one.key == key), None)
        if found is None:
            raise misfit(f"no speaker has the number {key}", "0 takes someone new")
        return found

    def here(self) -> str:
        """Who says the word under the cursor."""
        return self.session.corrected.speakers[self.cursor]

    def search(self, text: str) -> str:
        """Find words, and go to the next place where they are said."""
        self.hits = self.session.search(text)
        if not self.hits:
            raise misfit(f"{text!r} is not said", "search for fewer words")
        self.hit(1, stay=True)
        return f"{len(self.hits)} place{'s' if len(self.hits) != 1 else ''}"

    def hit(self, by: int, stay: bool = False) -> None:
        """Go to the next place, or the one before, round the end."""
        if not self.hits:
            raise misfit("nothing was searched for", "search first")
        starts = [found.start for found in self.hits]
        if by > 0:
            later = [at for at in starts if at > self.cursor or (stay and at == self.cursor)]
            self.to_word(later[0] if later else starts[0])
        else:
            earlier = [at for at in starts if at < self.cursor]
            self.to_word(earlier[-1] if earlier else starts[-1])

    def jump(self, text: str) -> None:
        """Go to a word's number, a time, or an edit. Raises E505."""
        wanted = text.strip().lower()
        time = _TIME.fullmatch(wanted)
        if time:
            hours, minutes, seconds = (int(part or 0) for part in time.groups())
            self._to_time(3600 * hours + 60 * minutes + seconds)
            return
        found = [item for item in self.session.items.values() if wanted and item.id.startswith(wanted)]
        if len(found) == 1:
            self.go(found[0])
        elif wanted.isdecimal() and int(wanted) < len(self.session.original.words):
            self.to_word(int(wanted))
        else:
            raise misfit(f"{text!r} is no place here", "give a word's number, a time like 12:30, or an edit's id")

    def _to_time(self, seconds: float) -> None:
        made = self.session.original
        known = [(at, turn.start) for turn in made.turns if (at := clock(made, turn.start)) is not None]
        if not known:
            raise misfit("the transcript has no times", "give a word's number")
        before = [word for at, word in known if at <= seconds]
        self.to_word(before[-1] if before else known[0][1])

    def settle(self) -> None:
        """After anything changed: stand on something that exists."""
        if self.current is not None and self.current not in self.session.items:
            self.current = None
        item = self.item
        if item is not None and not self.in_text:
            self.cursor = item.start

    def _need(self) -> Item:
        item = self.item
        if item is None:
            raise misfit("there is no edit here", "n looks for the next one")
        return item
