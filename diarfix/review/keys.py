"""The keys of the terminal's review: one table, from which bindings, help and docs are made. All can be remapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from diarfix.errors import DiarfixError


@dataclass(frozen=True, slots=True)
class Key:
    """What `action` does and the keys that do it, as Textual spells them. `short` stands in the bottom line."""

    action: str
    keys: tuple[str, ...]
    about: str
    group: str
    short: str = ""


KEYS: tuple[Key, ...] = (
    Key("next", ("n", "tab"), "the next edit that waits, the most worth a look first", "edits", "next"),
    Key("previous", ("p", "shift+tab"), "the one before it", "edits"),
    Key("accept", ("a", "enter"), "accept the edit", "edits", "accept"),
    Key("reject", ("x",), "reject it: it is never proposed again", "edits", "reject"),
    Key("alike", ("A",), "accept all that rest on the same rule or cause, after a preview", "edits", "all like this"),
    Key("clear", ("backspace",), "take back what was decided on the edit", "edits"),
    Key("start-back", ("left_square_bracket",), "one word more at the edit's start", "edits", "ends"),
    Key("start-on", ("right_square_bracket",), "one word less at its start", "edits"),
    Key("end-back", ("left_curly_bracket",), "one word less at its end", "edits"),
    Key("end-on", ("right_curly_bracket",), "one word more at its end", "edits"),
    Key("undo", ("u", "ctrl+z"), "undo, without limit", "edits", "undo"),
    Key("redo", ("U", "ctrl+y"), "redo", "edits"),
    Key("left", ("left", "h"), "a word back", "transcript"),
    Key("right", ("right", "l"), "a word on", "transcript"),
    Key("up", ("up", "k"), "a line up", "transcript"),
    Key("down", ("down", "j"), "a line down", "transcript"),
    Key("turn-back", ("ctrl+up", "K"), "the turn before", "transcript"),
    Key("turn-on", ("ctrl+down", "J"), "the next turn", "transcript"),
    Key("page-up", ("pageup",), "a screen up", "transcript"),
    Key("page-down", ("pagedown",), "a screen down", "transcript"),
    Key("top", ("home",), "the first word", "transcript"),
    Key("bottom", ("end",), "the last word", "transcript"),
    Key("select", ("v",), "select words from here on; again to let go", "transcript"),
    Key("leave", ("escape",), "back from the transcript to the edit", "transcript"),
    Key("split", ("s",), "split the turn before this word; what follows is said by someone else", "speakers", "split"),
    Key("merge", ("m",), "join the turn with the one before it", "speakers"),
    Key("merge-on", ("M",), "join the turn with the next one", "speakers"),
    Key("rename", ("r",), "rename a speaker everywhere, or join two", "speakers"),
    Key("rename-from", ("R",), "the same from this word on", "speakers"),
    Key("exchange", ("X",), "exchange two speakers from this word on", "speakers"),
    Key("new-speaker", ("0",), "someone new (1 to 9: the speaker of that number; more: + and a name)", "speakers"),
    Key("choose", ("plus",), "choose a speaker by name", "speakers"),
    Key("search", ("slash",), "search for words", "find"),
    Key("hit-on", ("full_stop",), "the next place where they are said", "find"),
    Key("hit-back", ("comma",), "the place before", "find"),
    Key("jump", ("g",), "go to a word number, a time (12:30), or an edit's id", "find"),
    Key("filter", ("f",), "narrow the edits: rule:DF1 conf:0.4-0.7 speaker:Ann state:made", "find"),
    Key("order", ("o",), "by worth, or in reading order", "find"),
    Key("note", ("e",), "write a note at this word", "more"),
    Key("play", ("space",), "play these words, or stop (with --audio)", "more"),
    Key("lost", ("L",), "what was decided earlier and fits no longer", "more"),
    Key("theme", ("t",), "dark or light", "more"),
    Key("write", ("w",), "write the corrected transcript", "more"),
    Key("help", ("question_mark", "f1"), "all keys", "more", "keys"),
    Key("quit", ("q", "ctrl+q", "ctrl+c"), "leave; what was decided is saved already", "more", "quit"),
)
"""In the order of the help."""

SIGNS = {
    "left_square_bracket": "[", "right_square_bracket": "]", "left_curly_bracket": "{", "right_curly_bracket": "}",
    "slash": "/", "full_stop": ".", "comma": ",", "question_mark": "?", "plus": "+", "escape": "esc",
    "pageup": "page up", "pagedown": "page down",
}  # fmt: skip
"""Keys whose names are not what stands on them."""


def sign(key: str) -> str:
    """What one presses.

    >>> sign("left_square_bracket"), sign("ctrl+z"), sign("n")
    ('[', 'ctrl+z', 'n')
    """
    return SIGNS.get(key, key)


def remapped(changes: Iterable[str], keys: tuple[Key, ...] = KEYS) -> tuple[Key, ...]:
    """The table with changes of the form `action=key` or `action=key,key`. Raises E601.

    A key that is given to one action is taken from the others.
    """
    wanted: dict[str, tuple[str, ...]] = {}
    names = {key.action for key in keys}
    back = {shown: name for name, shown in SIGNS.items()}
    for change in changes:
        action, equals, given = change.partition("=")
        if not equals or action.strip() not in names or not given.strip():
            what = f"{change!r} changes no key: it must be like accept=y"
            raise DiarfixError("E601", what, "take the action's name from docs/review.md")
        wanted[action.strip()] = tuple(back.get(key.strip(), key.strip()) for key in given.split(",") if key.strip())
    taken = {key for given in wanted.values() for key in given}
    made = []
    for key in keys:
        rest = tuple(one for one in key.keys if one not in taken)
        made.append(replace(key, keys=wanted.get(key.action, rest)))
    return tuple(made)


def key_table(keys: tuple[Key, ...] = KEYS) -> str:
    """The keys as a Markdown table, for the docs."""
    rows = ["| key | does | action |", "| --- | --- | --- |"]
    for key in keys:
        pressed = " ".join(f"`{sign(one)}`" for one in key.keys)
        rows.append(f"| {pressed} | {key.about} | `{key.action}` |")
    return "\n".join(rows) + "\n"


def by_action(keys: tuple[Key, ...]) -> Mapping[str, Key]:
    """The table by action."""
    return {key.action: key for key in keys}
