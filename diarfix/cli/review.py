"""`diarfix review`: step through what is proposed on a screen, or decide without one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.cli import common, settings
from diarfix.cli import web as browser
from diarfix.cli.targets import STDIN
from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from diarfix.review.player import Player
    from diarfix.review.session import Session


def review(
    source: str = typer.Argument(..., metavar="IN", help="The transcript."),
    accept: list[str] = typer.Option([], metavar="ID", help="Accept an edit: fix applies it."),
    reject: list[str] = typer.Option([], metavar="ID", help="Reject an edit: fix leaves it and asks no more."),
    undo: list[str] = typer.Option([], metavar="ID", help="Forget what was decided on an edit, or made by hand."),
    accept_rule: list[str] = typer.Option([], metavar="CODE", help="Accept every waiting edit that a rule speaks for."),
    by: str | None = typer.Option(None, metavar="NAME", help="Who decides; your user name where not given."),
    listing: bool = typer.Option(False, "--list", help="List what waits and what was decided."),
    plain: bool = typer.Option(False, "--plain", help="Line by line: for screen readers, and for pipes."),
    web: bool = browser.WEB,
    audio: str | None = browser.AUDIO,
    port: int = browser.PORT,
    no_browser: bool = browser.NO_BROWSER,
    out: Path | None = typer.Option(
        None, "-o", "--out", metavar="OUT", help="Where the corrected transcript goes; NAME.fixed.EXT where not given."
    ),
    in_place: bool = typer.Option(False, "--in-place", help="Write it over the input."),
    min_confidence: float | None = settings.MIN_CONFIDENCE,
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    format_id: str | None = settings.FROM,
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Step through what is proposed: on the terminal or in the browser.

    Without a terminal, or with --list, what waits is listed. Every decision is kept at once in NAME.diarfix.json
    beside the transcript, and fix follows it.
    """
    if source == STDIN:
        raise DiarfixError("E601", "decisions are kept beside a file", "give a transcript's path instead of -")
    if out is not None and in_place:
        raise DiarfixError("E601", "-o and --in-place name two places", "give one of them")
    if plain and web:
        raise DiarfixError("E601", "--plain and --web are two ways to review", "give one of them")
    page = browser.prepare(audio, port, not no_browser) if web else None
    player = _player(audio) if audio is not None and not web else None
    given = settings.Settings(
        config, isolated, min_confidence=min_confidence, model=model, lenient=lenient, rules=rules
    )
    session = _open(source, given, format_id, _author(by), Path(source) if in_place else out)
    decides = bool(accept or reject or undo or accept_rule)
    if decides:
        _decide(session, [*accept, *_by_rule(session, settings.codes(accept_rule))], reject, undo)
    if page is not None and (listing or not decides):
        page.serve(session)
    elif plain:
        _run_plain(session, player)
    elif listing or not (decides or _is_screen()):
        _list(session)
    elif not decides:
        from diarfix.config import Review
        from diarfix.review.terminal.launch import run

        run(session, given.config_for(source)[Review], player, os.environ, in_place or out is not None)


def _list(session: Session) -> None:
    from diarfix.render import screen
    from diarfix.render.decisions import print_list, print_lost

    print_list(screen.stdout(), session.result, session.book)
    if session.lost:
        print_lost(screen.stdout(), session.lost)


def _is_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _run_plain(session: Session, player: Player | None) -> None:
    from diarfix.review.plain import run
    from diarfix.review.stand import Stand

    def hear() -> str | None:
        if sys.stdin.isatty():
            print("> ", end="", flush=True)
        return sys.stdin.readline() or None

    try:
        run(Stand(session), hear, lambda text: print(text, flush=True), player)
    finally:
        if player is not None:
            player.stop()


def _player(audio: str) -> Player:
    from diarfix.review.player import Player

    if audio.startswith(("http://", "https://")):
        raise DiarfixError("E601", "the terminal plays files only", "download it, or review with --web")
    made = Player(Path(audio))
    if not made.is_found:
        print(f"note: {made.missing}", file=sys.stderr)
    return made


def _open(source: str, given: settings.Settings, format_id: str | None, author: str, target: Path | None) -> Session:
    from diarfix.review.session import Session

    with common.waiting(f"reading {source}", quiet=False):
        transcript = common.read(source, format_id, given.lenient_for(source))
        return Session.open(Path(source), given.options_for(source), author, _now, transcript, target)


def _decide(session: Session, accept: list[str], reject: list[str], undo: list[str]) -> None:
    """All of it or nothing. Raises E503 for an id nothing has, E601 for one that is given twice."""
    from diarfix.render import screen
    from diarfix.render.decisions import print_decided

    seen: dict[str, str] = {}
    wanted: dict[str, list[str]] = {"accepted": [], "rejected": [], "undone": []}
    edits = [common.edit_of(session.result, one).edit.id for one in (*accept, *reject)]
    for at, one in enumerate(edits):
        _once(seen, one, "accepted" if at < len(accept) else "rejected")
    for given in undo:
        _once(seen, _decided(session, given), "undone")
    for one, verdict in seen.items():
        wanted[verdict].append(one)
    before = session.book
    session.settle(wanted["accepted"], wanted["rejected"], wanted["undone"])
    path, _ = session.paths
    print_decided(screen.stderr(), before, session.book, path or Path())


def _by_rule(session: Session, codes: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for code in codes:
        edits = [item.id for item in session.items.values() if item.state == "open" and code in item.edit.codes]
        if not edits:
            raise DiarfixError("E503", f"no waiting edit rests on rule {code!r}", "diarfix review IN --list shows them")
        found += edits
    return list(dict.fromkeys(found))


def _decided(session: Session, given: str) -> str:
    """The id of the only thing that was decided whose id begins so."""
    known = [row.id for row in session.book.rows]
    known += [one for one, item in session.items.items() if item.decision is not None]
    matches = [one for one in dict.fromkeys(known) if given and one.startswith(given)]
    if given not in matches and len(matches) != 1:
        what = f"{len(matches)} decisions begin with" if matches else "nothing was decided on"
        raise DiarfixError("E503", f"{what} {given!r}", "diarfix review IN --list shows what was")
    return given if given in matches else matches[0]


def _once(seen: dict[str, str], edit: str, verdict: str) -> None:
    if seen.get(edit, verdict) != verdict:
        raise DiarfixError("E601", f"edit {edit} cannot be both {seen[edit]} and {verdict}", "choose one")
    seen[edit] = verdict


def _author(given: str | None) -> str:
    import getpass

    if given:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
