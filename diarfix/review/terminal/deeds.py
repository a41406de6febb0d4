"""What every key does: one function an action, in one table. A deed returns what there is to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from diarfix.review.actions import checked_label, misfit
from diarfix.review.keys import sign
from diarfix.review.terminal.dialogs import Ask, Choose
from diarfix.review.terminal.script import Script
from diarfix.review.wish import filter_text, parse_filter
from diarfix.text import safe

if TYPE_CHECKING:
    from diarfix.review.queue import Like
    from diarfix.review.terminal.app import ReviewScreen

WISHES = "rule:DF1 conf:0.4-0.7 speaker:Ann state:open,made (or all); empty: what waits"

Deed = Callable[["ReviewScreen"], str | None]


def _walk(words: int = 0, lines: int = 0, screens: int = 0) -> Deed:
    def deed(screen: ReviewScreen) -> None:
        script, stand = screen.query_one(Script), screen.stand
        if words:
            stand.to_word(stand.cursor + words)
        elif script.rows is not None:
            step = lines + screens * max(1, script.size.height - 2)
            stand.to_word(script.rows.step(stand.cursor, step, screen.session.corrected))

    return deed


def _to(end: bool) -> Deed:
    return lambda screen: screen.stand.to_word(len(screen.session.original.words) if end else 0)


def _with_speaker(screen: ReviewScreen, title: str, then: Callable[[str], str | None], new: bool = True) -> None:
    """Ask for a speaker, by key or by name, and go on with it."""
    keys = {one.key: one.name for one in screen.session.speakers if one.key}
    body = Text()
    for at, one in enumerate(screen.session.speakers):
        body.append(f" {one.key or ' '} ", screen.look.mark("key")).append(" ")
        body.append(safe(one.name), screen.look.speaker(at) + screen.look.mark("head"))
        body.append(f"  {one.words:,} words\n", screen.look.mark("quiet"))
    hint = "its key; + types a name; esc goes back" if not new else "its key; 0 someone new; + types a name; esc back"
    extra = {"plus": "+", **({"0": "+"} if new else {})}

    def chosen(given: str | None) -> None:
        if given == "+":
            _type_speaker(screen, title, then, new)
        elif given is not None:
            screen.attempt(lambda: then(given))

    screen.app.push_screen(Choose(title, body, hint, {**keys, **extra}), chosen)


def _type_speaker(screen: ReviewScreen, title: str, then: Callable[[str], str | None], new: bool = True) -> None:
    known = [one.name for one in screen.session.speakers]

    def check(text: str) -> str:
        found = [name for name in known if name.casefold() == text.strip().casefold()]
        if not found and not new:
            raise misfit(f"no one is called {text.strip()!r}", "type a name as it stands there")
        return found[0] if found else checked_label(text.strip())

    def typed(given: str | None) -> None:
        if given is not None:
            screen.attempt(lambda: then(given))

    hint = "a name, new or known; enter; esc goes back" if new else "the name of someone who speaks; enter; esc back"
    screen.app.push_screen(Ask(title, hint, "", check), typed)


def _new_speaker(screen: ReviewScreen) -> None:
    _type_speaker(screen, "Said by someone new", screen.stand.give)


def _choose(screen: ReviewScreen) -> None:
    _with_speaker(screen, "Said by", screen.stand.give)


def _split(screen: ReviewScreen) -> None:
    word = screen.session.corrected.words[screen.stand.cursor].text
    _with_speaker(screen, f"Split before “{safe(word)[:30]}”; what follows is said by", screen.stand.split)


def _rename(since: bool) -> Deed:
    def deed(screen: ReviewScreen) -> None:
        where = " from this word on" if since else ""

        def who(old: str) -> str | None:
            def new(name: str) -> str:
                return screen.session.rename(old, name, screen.stand.cursor if since else None)

            _with_speaker(screen, f"{safe(old)} is{where}", new)
            return None

        _with_speaker(screen, f"Rename{where}: whom?", who, new=False)

    return deed


def _exchange(screen: ReviewScreen) -> None:
    def who(one: str) -> str | None:
        def other(name: str) -> str:
            return screen.session.rename(one, name, screen.stand.cursor, swap=True)

        _with_speaker(screen, f"{safe(one)} changes places with", other, new=False)
        return None

    _with_speaker(screen, "Exchange from this word on: whom?", who, new=False)


def _alike(screen: ReviewScreen, like: Like = "rule") -> None:
    item = screen.stand.item
    if item is None:
        raise misfit("there is no edit here", "n looks for the next one")
    found = screen.session.alike(item.id, like)
    code = item.edit.codes[0] if item.edit.codes else "no rule"
    cause = f" and goes from {safe(item.old)} to {safe(item.new)}" if like == "cause" else ""
    body = Text()
    words = screen.session.original.words
    for one in found:
        body.append(f"{one.edit.confidence:.0%}  ", screen.look.mark("head"))
        body.append(f"{safe(one.old)} → {safe(one.new)}  ", screen.look.mark("quiet"))
        said = " ".join(safe(words[at].text) for at in range(one.start, min(one.end, one.start + 12)))
        body.append(said + (" …" if one.end - one.start > 12 else "") + "\n")
    other = "cause" if like == "rule" else "rule"
    hint = f"enter accepts all {len(found)}; c looks at those of the same {other}; esc goes back"

    def agreed(given: str | None) -> None:
        if given == "all":
            screen.attempt(lambda: _accept_all(screen, [one.id for one in found]))
        elif given == "other":
            screen.attempt(lambda: _alike(screen, "cause" if like == "rule" else "rule"))

    keys = {"enter": "all", "a": "all", "c": "other"}
    screen.app.push_screen(Choose(f"All that rests on {code}{cause}", body, hint, keys), agreed)


def _accept_all(screen: ReviewScreen, ids: list[str]) -> str:
    said = screen.session.accept_all(ids)
    screen.stand.next()
    return said


def _asking(title: str, hint: str, then: Callable[[ReviewScreen, str], str | None],
            given: Callable[[ReviewScreen], str] = lambda screen: "") -> Deed:
    def deed(screen: ReviewScreen) -> None:
        def typed(text: str | None) -> None:
            if text is not None:
                screen.attempt(lambda: then(screen, text))

        screen.app.push_screen(Ask(title, hint, given(screen)), typed)

    return deed


def _filter(screen: ReviewScreen, text: str) -> str:
    screen.session.filter = parse_filter(text, [one.name for one in screen.session.speakers])
    found = screen.session.queue()
    if found:
        screen.stand.go(found[0])
    return f"{len(found)} edit{'s' if len(found) != 1 else ''}"


def _order(screen: ReviewScreen) -> str:
    screen.session.order = "place" if screen.session.order == "worth" else "worth"
    return "in reading order" if screen.session.order == "place" else "most wrong words saved per second first"


def _note_here(screen: ReviewScreen) -> str:
    return next((one.text for one in screen.session.notes if one.word == screen.stand.cursor), "")


def _play(screen: ReviewScreen) -> str:
    if screen.player is None:
        raise misfit("there is nothing to play", "start diarfix review with --audio FILE")
    if screen.player.is_playing:
        screen.player.stop()
        return "stopped"
    found = screen.stand.subject
    span = screen.session.seconds(found.start, found.end) if found is not None else None
    if span is None:
        raise misfit("the transcript has no times", "a format with times is needed to play")
    screen.player.play(*span)
    return f"playing {span[0]:.0f} to {span[1]:.0f} s"


def _lost(screen: ReviewScreen) -> None:
    rows = screen.session.lost
    if not rows:
        raise misfit("nothing was lost", "everything that was decided earlier fits")
    body = Text()
    for row in rows:
        about = getattr(row, "text", "") or f"{getattr(row, 'old', '')} → {getattr(row, 'new', '')}"
        body.append(f"{row.id:<10}", screen.look.mark("code")).append(safe(about)).append(
            f"  by {safe(row.by)}\n", screen.look.mark("quiet"))
    screen.app.push_screen(Choose("Decided earlier, fits no longer", body, "it is kept in the file; esc", {}))


def _theme(screen: ReviewScreen) -> None:
    screen.app.turn_over()  # type: ignore[attr-defined]


def _help(screen: ReviewScreen) -> None:
    body = Table.grid(padding=(0, 2))
    group = ""
    for key in screen.keys:
        if key.group != group:
            group = key.group
            body.add_row(Text(group, screen.look.mark("head")), "")
        shown = " ".join(sign(one) for one in key.keys)
        body.add_row(Text(f"  {shown}", screen.look.mark("code")), Text(key.about))
    screen.app.push_screen(Choose("Keys", body, "arrows scroll; esc goes back", {"q": "", "question_mark": ""}))


def _quit(screen: ReviewScreen) -> None:
    session = screen.session
    decisions, target = session.paths
    if session.is_written or not (session.steps[0] or screen.ask):
        screen.app.exit()
        return
    body = Text(f"What you decided is saved in {decisions}.\n")
    body.append(f"The corrected transcript is not written yet: {target}")

    def chosen(given: str | None) -> None:
        if given == "write":
            screen.attempt(lambda: _write_and_leave(screen))
        elif given == "leave":
            screen.app.exit()

    keys = {"w": "write", "enter": "write", "q": "leave"}
    screen.app.push_screen(Choose("Leave", body, "w writes it and leaves; q leaves; esc stays", keys), chosen)


def _write_and_leave(screen: ReviewScreen) -> str:
    said = screen.session.write()
    screen.app.exit()
    return said


DEEDS: Mapping[str, Deed] = {
    "next": lambda screen: screen.stand.next(),
    "previous": lambda screen: screen.stand.next(back=True),
    "accept": lambda screen: screen.stand.judge(True),
    "reject": lambda screen: screen.stand.judge(False),
    "alike": _alike,
    "clear": lambda screen: screen.stand.clear(),
    "start-back": lambda screen: screen.stand.nudge("start", -1),
    "start-on": lambda screen: screen.stand.nudge("start", 1),
    "end-back": lambda screen: screen.stand.nudge("end", -1),
    "end-on": lambda screen: screen.stand.nudge("end", 1),
    "undo": lambda screen: screen.session.undo(),
    "redo": lambda screen: screen.session.redo(),
    "left": _walk(words=-1),
    "right": _walk(words=1),
    "up": _walk(lines=-1),
    "down": _walk(lines=1),
    "turn-back": lambda screen: screen.stand.turn(-1),
    "turn-on": lambda screen: screen.stand.turn(1),
    "page-up": _walk(screens=-1),
    "page-down": _walk(screens=1),
    "top": _to(end=False),
    "bottom": _to(end=True),
    "select": lambda screen: screen.stand.select(),
    "leave": lambda screen: screen.stand.leave(),
    "split": _split,
    "merge": lambda screen: screen.stand.merge(back=True),
    "merge-on": lambda screen: screen.stand.merge(back=False),
    "rename": _rename(since=False),
    "rename-from": _rename(since=True),
    "exchange": _exchange,
    "new-speaker": _new_speaker,
    "choose": _choose,
    "search": _asking("Search", "words that are said; enter", lambda screen, text: screen.stand.search(text)),
    "hit-on": lambda screen: screen.stand.hit(1),
    "hit-back": lambda screen: screen.stand.hit(-1),
    "jump": _asking("Go to", "a word's number, a time like 12:30, or an edit's id; enter",
                    lambda screen, text: screen.stand.jump(text)),
    "filter": _asking("Look at edits with", WISHES, _filter, lambda screen: filter_text(screen.session.filter)),
    "order": _order,
    "note": _asking("Note at this word", "enter; an empty note is taken away",
                    lambda screen, text: screen.session.note(screen.stand.cursor, text), _note_here),
    "play": _play,
    "lost": _lost,
    "theme": _theme,
    "write": lambda screen: screen.session.write(),
    "help": _help,
    "quit": _quit,
}
"""Every action of `keys.KEYS`."""
