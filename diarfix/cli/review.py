"""`diarfix review`: decide on edits without a screen; the decisions are kept beside the transcript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.cli import common, settings
from diarfix.cli.targets import STDIN
from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarfix.decisions import Decision, Verdict
    from diarfix.pipeline import Result


def review(
    source: str = typer.Argument(..., metavar="IN", help="The transcript."),
    accept: list[str] = typer.Option([], metavar="ID", help="Accept an edit: fix applies it."),
    reject: list[str] = typer.Option([], metavar="ID", help="Reject an edit: fix leaves it and asks no more."),
    undo: list[str] = typer.Option([], metavar="ID", help="Forget what was decided on an edit."),
    accept_rule: list[str] = typer.Option([], metavar="CODE", help="Accept every waiting edit that a rule speaks for."),
    by: str | None = typer.Option(None, metavar="NAME", help="Who decides; your user name where not given."),
    listing: bool = typer.Option(False, "--list", help="List what waits and what was decided."),
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The format; see `diarfix formats`."),
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Accept and reject edits, or list them. Decisions are kept in NAME.diarfix.json beside the transcript."""
    if source == STDIN:
        raise DiarfixError("E601", "decisions are kept beside a file", "give a transcript's path instead of -")
    given = settings.Settings(config, isolated, model=model, lenient=lenient, rules=rules)
    result, lost = common.repaired(source, given, format_id)
    from diarfix.decisions import load, save, sidecar
    from diarfix.render import screen
    from diarfix.render.decisions import print_decided, print_list, print_lost

    path = sidecar(Path(source))
    kept = load(path)
    if accept or reject or undo or accept_rule:
        accepted = [*accept, *_by_rule(result, settings.codes(accept_rule))]
        updated = _updated(result, kept, accepted, reject, undo, _author(by))
        save(path, updated)
        print_decided(screen.stderr(), kept, updated, path)
        if not listing:
            return
        result, lost = common.repaired(source, given, format_id)
        kept = tuple(updated)
    print_list(screen.stdout(), result, kept)
    if lost:
        print_lost(screen.stdout(), lost)


def _by_rule(result: Result, codes: Iterable[str]) -> list[str]:
    found = []
    for code in codes:
        edits = [edit.id for edit in result.waiting if code in edit.codes]
        if not edits:
            raise DiarfixError("E503", f"no waiting edit rests on rule {code!r}", "diarfix review IN --list shows them")
        found += edits
    return list(dict.fromkeys(found))


def _updated(
    result: Result, kept: tuple[Decision, ...], accept: list[str], reject: list[str], undo: list[str], author: str
) -> list[Decision]:
    """The decisions afterwards. Raises E503 for an id nothing has, E601 for one that is given twice."""
    from diarfix.decisions import decision_on, recall

    now = _now()
    found = recall(result.original, [item.edit for item in result.edits], kept).found
    after = {decision.id: decision for decision in kept}
    seen: dict[str, str] = {}
    wanted: list[tuple[str, Verdict]] = [(one, "accepted") for one in accept] + [(one, "rejected") for one in reject]
    for given, verdict in wanted:
        edit = common.edit_of(result, given).edit
        _once(seen, edit.id, verdict)
        if edit.id in found:
            after.pop(found[edit.id].id, None)
        after[edit.id] = decision_on(result.original, edit, verdict, author, now)
    for given in undo:
        decision = _decision(given, after)
        _once(seen, decision.id, "undone")
        del after[decision.id]
    return list(after.values())


def _decision(given: str, after: dict[str, Decision]) -> Decision:
    matches = [decision for key, decision in after.items() if key.startswith(given)]
    exact = [decision for decision in matches if decision.id == given]
    if not exact and len(matches) != 1:
        what = f"{len(matches)} decisions begin with" if matches else "nothing was decided on"
        raise DiarfixError("E503", f"{what} {given!r}", "diarfix review IN --list shows what was")
    return (exact or matches)[0]


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
