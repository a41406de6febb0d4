"""The review line by line: for screen readers, for terminals that can do no more, and for pipes.

Everything is said in words, nothing is drawn. One command a line; `help` names them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from diarfix.errors import DiarfixError
from diarfix.review.actions import misfit
from diarfix.review.player import Player
from diarfix.review.stand import Stand
from diarfix.review.view import Item
from diarfix.review.wish import parse_filter
from diarfix.text import safe

Hear = Callable[[], str | None]
"""The next line that the reviewer types; None at the end."""

AROUND = 8
"""Words read out on either side of an edit."""

WINDOW = 40
"""Words that `read` reads out."""


@dataclass
class _Plain:
    """A reading of a session. `done` says that the reviewer wants to leave."""

    stand: Stand
    say: Callable[[str], None]
    player: Player | None
    done: bool = False


_Command = Callable[[_Plain, str], str | None]


def run(stand: Stand, hear: Hear, say: Callable[[str], None], player: Player | None = None) -> None:
    """Read out and ask until the reviewer leaves or there is no more input. Every decision is saved at once."""
    plain = _Plain(stand, say, player)
    session = stand.session
    left = session.progress.left
    say(f"{safe(session.original.source.name)}: {len(session.original.words)} words, "
        f"{left} edit{' waits' if left == 1 else 's wait'}. Type help for the commands.")
    _tell(plain)
    while not plain.done:
        line = hear()
        if line is None:
            break
        before = stand.item
        said = _obey(plain, line)
        if said:
            say(said)
        stand.settle()
        if not plain.done and before != stand.item:
            _tell(plain)
    if session.steps[0] and not session.is_written:
        decisions, _ = session.paths
        say(f"Decisions are saved in {decisions}. The corrected transcript was not written.")


def _obey(plain: _Plain, line: str) -> str | None:
    name, _, rest = line.strip().partition(" ")
    if not name:
        return None
    command = COMMANDS.get(name.lower())
    try:
        if command is None and name.isdigit():
            return plain.stand.give(plain.stand.speaker(name))
        if command is None:
            raise misfit(f"{name!r} is no command", "type help")
        return command[0](plain, rest.strip())
    except DiarfixError as error:
        return f"Not done: {error.what}; {error.remedy}."


def _tell(plain: _Plain) -> None:
    item = plain.stand.item
    if item is None:
        plain.say("Nothing waits. write writes the corrected transcript, quit leaves.")
        return
    for line in _told(plain, item):
        plain.say(line)


def _told(plain: _Plain, item: Item) -> list[str]:
    session = plain.stand.session
    ids = [one.id for one in session.queue()]
    place = f"{ids.index(item.id) + 1} of {len(ids)}" if item.id in ids else item.state
    joint = {"move": "to", "flip": "exchanged with", "merge": "is the same person as", "name": "is named"}
    said = [f"Edit {item.id}, {place}: {safe(item.old)} {joint[item.edit.kind]} {safe(item.new)}, "
            f"confidence {item.edit.confidence:.0%}, {item.state}."]
    shown = session.passage(item.id, AROUND)
    for title, lines, made in (("Before", shown.before, session.original), ("After", shown.after, session.corrected)):
        for at, line in enumerate(lines):
            words = []
            for word in range(line.start, line.end):
                opens = "[" if word == line.moved_start < line.moved_end else ""
                words.append(f"{opens}{safe(made.words[word].text)}{']' if word == line.moved_end - 1 else ''}")
            said.append(f"{title + '. ' if not at else ''}{safe(line.speaker)}: {' '.join(words)}")
    reasons = [f"{reason.code}, {safe(reason.message)}" for reason in item.edit.reasons[:2]]
    said.append(f"Why: {'; '.join(reasons) or 'no single rule speaks for it, the labels around it do'}.")
    return said


def _nudge(plain: _Plain, rest: str) -> str:
    side, _, by = rest.partition(" ")
    if side not in ("start", "end") or not by.strip().lstrip("+-").isdigit():
        raise misfit("what to nudge is not clear", "type nudge start -1 or nudge end +1")
    return plain.stand.nudge("start" if side == "start" else "end", int(by))


def _give(plain: _Plain, rest: str) -> str:
    span, _, speaker = rest.partition(" ")
    start, dash, end = span.partition("-")
    if not (start.isdigit() and (end.isdigit() or not dash)) or not speaker.strip():
        raise misfit("whose words they are is not clear", "type give 120-131 Bo; read says the numbers of words")
    return plain.stand.session.give(int(start), int(end or start) + 1, _speaker(plain, speaker))


def _speaker(plain: _Plain, text: str) -> str:
    """A speaker by number or name, however it is capitalised; else someone new."""
    wanted = text.strip()
    for one in plain.stand.session.speakers:
        if one.name.casefold() == wanted.casefold() or (one.key and one.key == wanted):
            return one.name
    return wanted


def _rename(plain: _Plain, rest: str) -> str:
    old, sign, new = rest.partition("=")
    new, at, since = new.partition(" from ")
    if not sign or not new.strip() or (at and not since.strip().isdigit()):
        raise misfit("who is renamed is not clear", "type rename Speaker 1 = Ann, or rename 1 = Ann from 240")
    return plain.stand.session.rename(_speaker(plain, old), _speaker(plain, new), int(since) if at else None)


def _split(plain: _Plain, rest: str) -> str:
    word, _, speaker = rest.partition(" ")
    if not word.isdigit() or not speaker.strip():
        raise misfit("where to split is not clear", "type split 240 Bo: what follows in the turn is said by Bo")
    return plain.stand.session.split(int(word), _speaker(plain, speaker))


def _note(plain: _Plain, rest: str) -> str:
    return plain.stand.session.note(plain.stand.cursor, rest)


def _read(plain: _Plain, rest: str) -> str:
    if rest:
        plain.stand.jump(rest)
    made, first = plain.stand.session.corrected, max(0, plain.stand.cursor - AROUND)
    last = min(len(made.words), first + WINDOW)
    parts = []
    for at in range(first, last):
        if at == first or made.speakers[at] != made.speakers[at - 1]:
            parts.append(f"\n{at}, {safe(made.speakers[at])}:")
        parts.append(safe(made.words[at].text))
    return " ".join(parts).strip()


def _alike(plain: _Plain, rest: str) -> str:
    item = plain.stand.item
    if item is None:
        raise misfit("there is no edit here", "type next")
    found = plain.stand.session.alike(item.id)
    if rest != "yes":
        words = plain.stand.session.original
        said = [f"{one.id}: {one.old} to {one.new}: {words.text(one.start, min(one.end, one.start + 8))}"
                for one in found]
        return "\n".join([*map(safe, said), f"alike yes accepts all {len(found)}."])
    said_so = plain.stand.session.accept_all([one.id for one in found])
    plain.stand.next()
    return said_so


def _filter(plain: _Plain, rest: str) -> str:
    session = plain.stand.session
    session.filter = parse_filter(rest, [one.name for one in session.speakers])
    plain.stand.current = None
    return f"{len(session.queue())} edits. {plain.stand.next()}".strip()


def _speakers(plain: _Plain, rest: str) -> str:
    return "\n".join(f"{one.key or 'no number'}: {safe(one.name)}, {one.words} words"
                     for one in plain.stand.session.speakers)


def _progress(plain: _Plain, rest: str) -> str:
    seen = plain.stand.session.progress
    return ", ".join(f"{count} {state}" for state, count in seen.states.items() if count) or "nothing is proposed"


def _play(plain: _Plain, rest: str) -> str:
    found = plain.stand.subject
    if plain.player is None:
        raise misfit("there is nothing to play", "start with --audio FILE")
    span = plain.stand.session.seconds(found.start, found.end) if found is not None else None
    if span is None:
        raise misfit("the transcript has no times", "a format with times is needed to play")
    plain.player.play(*span)
    return "playing"


def _quit(plain: _Plain, rest: str) -> None:
    plain.done = True


def _help(plain: _Plain, rest: str) -> str:
    return "\n".join(f"{name}: {about}" for name, (_, about) in COMMANDS.items() if about)


COMMANDS: Mapping[str, tuple[_Command, str]] = {
    "a": (lambda plain, rest: plain.stand.judge(True), "accept the edit (also: accept)"),
    "accept": (lambda plain, rest: plain.stand.judge(True), ""),
    "x": (lambda plain, rest: plain.stand.judge(False), "reject it (also: reject)"),
    "reject": (lambda plain, rest: plain.stand.judge(False), ""),
    "n": (lambda plain, rest: plain.stand.next(), "the next edit that waits (also: next)"),
    "next": (lambda plain, rest: plain.stand.next(), ""),
    "p": (lambda plain, rest: plain.stand.next(back=True), "the one before it (also: previous)"),
    "previous": (lambda plain, rest: plain.stand.next(back=True), ""),
    "to": (lambda plain, rest: plain.stand.give(_speaker(plain, rest)),
           "give the edit to someone: to Bo, or just the speaker's number"),
    "nudge": (_nudge, "move an end of the edit: nudge start -1, nudge end +2"),
    "alike": (_alike, "read out all edits of the same rule; alike yes accepts them"),
    "clear": (lambda plain, rest: plain.stand.clear(), "take back what was decided on the edit"),
    "u": (lambda plain, rest: plain.stand.session.undo(), "undo (also: undo)"),
    "undo": (lambda plain, rest: plain.stand.session.undo(), ""),
    "redo": (lambda plain, rest: plain.stand.session.redo(), "redo"),
    "read": (_read, "read the transcript from here, or from a word's number, a time, an edit: read 12:30"),
    "give": (_give, "give words to someone: give 120-131 Bo"),
    "split": (_split, "split a turn before a word: split 240 Bo"),
    "rename": (_rename, "rename a speaker: rename Speaker 1 = Ann, rename 1 = Ann from 240"),
    "search": (lambda plain, rest: f"{plain.stand.search(rest)}\n{_read(plain, '')}", "search for words"),
    "go": (lambda plain, rest: plain.stand.jump(rest), "go to an edit, a word's number or a time"),
    "filter": (_filter, "narrow the edits: filter rule:DF1 conf:0.4-0.7 speaker:Ann state:made"),
    "note": (_note, "write a note here"),
    "speakers": (_speakers, "who there is"),
    "progress": (_progress, "how far you are"),
    "play": (_play, "play the words of the edit"),
    "write": (lambda plain, rest: plain.stand.session.write(), "write the corrected transcript"),
    "quit": (_quit, "leave (also: q)"),
    "q": (_quit, ""),
    "help": (_help, "this list"),
}
"""Every command, with what help says of it."""
