"""JSON formats that name the speaker of each word: what a word is made of there, and how it is written back.

    Speechmatics   {"type": "word", ... "content": "Morning"}, {"type": "punctuation", ... "content": "."}
    word           "Morning."                                   two tokens, one word
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from diarfix.formats.assemble import Unit, assemble, interleaved
from diarfix.formats.base import RawTurn
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.segments import Change, Segment, find_spans, text_splices
from diarfix.formats.splice import differences, shared_out
from diarfix.model import Source, Transcript, Word


class Token(NamedTuple):
    """One item of a list of words and marks: its text, and whether it is joined to the one before or behind it."""

    item: Node
    text: Node
    before: bool = False
    behind: bool = False


class Said(NamedTuple):
    """A word as a document holds it: under that label (None: it has none), made of these tokens."""

    word: Word
    label: str | None
    tokens: tuple[Token, ...]

    @property
    def item(self) -> Node:
        """The object of the word itself."""
        return self.tokens[0].item


def words_of(tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """Tokens, those of one word together; tokens of white space alone part words.

    >>> node = lambda text: Node("string", 0, 0, text)
    >>> made = words_of([Token(node(""), node("So")), Token(node(""), node(","), before=True)])
    >>> [[token.text.value for token in word] for word in made]
    [['So', ',']]
    """
    word: list[Token] = []
    joins = False
    for token in tokens:
        text = str(token.text.value)
        if not text.strip():
            joins = False
            continue
        if word and not (joins and (token.before or word[-1].behind) and not text[0].isspace()):
            yield tuple(word)
            word = []
        word.append(token)
        joins = not text[-1].isspace()
    if word:
        yield tuple(word)


def spelled(tokens: Sequence[Token]) -> str:
    """The text of a word."""
    return "".join(" ".join(str(token.text.value).split()) for token in tokens)


def groups_of(items: Iterable[Node], key: Callable[[Node], str | None]) -> list[list[Node]]:
    """Items of one key together, keys in order of their first; one of which nothing is known goes with the last."""
    groups: dict[str | None, list[Node]] = {}
    last: str | None = None
    for item in items:
        last = key(item) or last
        groups.setdefault(last, []).append(item)
    return list(groups.values())


def by_channel(said: Sequence[Said]) -> list[Said]:
    """Words in the order in which they are to be read: as listed, or where there are channels `interleaved`."""
    channels: dict[str | None, list[Said]] = {}
    for item in said:
        channels.setdefault(item.word.channel, []).append(item)
    streams = [channels[name] for name in sorted(channels, key=str)]
    return [streams[number][at] for number, at in interleaved([[item.word for item in one] for one in streams])]


def transcript(said: Sequence[Said], source: Source) -> Transcript:
    """The transcript of these words, in their order. Raises E102 where there are none."""
    runs = [(label, list(run)) for label, run in groupby(said, key=lambda item: item.label)]
    units = [Unit(label, [item.word for item in run], run[0].item.begin) for label, run in runs]
    return assemble(units, source)


def respell(patch: Patch, tokens: Sequence[Token], new: str) -> list[Node]:
    """The word these tokens make becomes `new`; the items of which nothing is left, and which go from their list."""
    gone: list[Node] = []
    old = [" ".join(str(token.text.value).split()) for token in tokens]
    for token, before, after in zip(tokens, old, shared_out(old, new), strict=True):
        lead = str(token.text.value).find(before)
        if before == after:
            continue
        if not after and before == token.text.value and len(tokens) > 1:
            patch.drop(token.item)
            gone.append(token.item)
        elif lead < 0:
            patch.replace(token.text, patch.quote(after))
        else:
            for splice in differences(before, after, lead):
                patch.splice(token.text, *splice)
    return gone


def respell_text(patch: Patch, node: Node | None, change: Change) -> None:
    """A text that holds all words of `change`: those that are written otherwise change in it, too."""
    if node is None or node.kind != "string" or not any(True for _ in change.respelled()):
        return
    whole = Segment(node, None, None, None, 0, find_spans(node.value, change.old_words))
    for splice in text_splices(whole, change):
        patch.splice(node, *splice)


class Places:
    """Where words stand in a transcript, found by what two copies of one share: asked in order, each is found once."""

    def __init__(self, keys: Iterable[object]) -> None:
        self._at: dict[object, list[int]] = {}
        for at, key in enumerate(keys):
            self._at.setdefault(key, []).append(at)
        for places in self._at.values():
            places.reverse()

    def take(self, key: object) -> int | None:
        """The next word with that key; None where there is none left."""
        places = self._at.get(key)
        return places.pop() if places else None


_MARKED = re.compile(r"(.*[^.,?!;:…])([.,?!;:…]+)", re.S)


def parted(text: str) -> tuple[str, str]:
    """A word and the marks at its end, for formats that keep them apart; a word of marks alone stays one.

    >>> parted("“So.”"), parted("10:30..."), parted("?!")
    (('“So.”', ''), ('10:30', '...'), ('?!', ''))
    """
    found = _MARKED.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def edged(turn: RawTurn) -> tuple[Word, ...]:
    """The words of a turn to be written; where they have no times, the first and last have the turn's."""
    words = list(turn.tokens)
    words[0] = replace(words[0], start=turn.time if words[0].start is None else words[0].start)
    words[-1] = replace(words[-1], end=turn.until if words[-1].end is None else words[-1].end)
    return tuple(words)


def known(**members: Any) -> dict[str, Any]:
    """Members of an object to be written, without those of which nothing is known."""
    return {key: value for key, value in members.items() if value is not None}


def document(made: Any) -> str:
    """A new JSON document."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
