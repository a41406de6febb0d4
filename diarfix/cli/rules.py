"""`diarfix rules`: the rules, or one rule's page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from diarfix.rulebook import Rule


def rules(
    code: str | None = typer.Argument(None, metavar="[CODE]", help="A rule, like DF101, or the start of some: DF1."),
    files: list[Path] = typer.Option([], "--rules", metavar="FILE", help="Add these rules (a file or a folder)."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """List the rules, or show one in full."""
    from diarfix.render import rule_page, screen
    from diarfix.rulebook import load_rules

    listed = load_rules(files)
    found = listed if code is None else _with_code(listed, code.strip().upper())
    if as_json:
        typer.echo(rule_page.rules_json(found))
    elif len(found) == 1 and code is not None:
        rule_page.print_rule(screen.stdout(), found[0])
    else:
        rule_page.print_rules(screen.stdout(), found)


def _with_code(listed: tuple[Rule, ...], code: str) -> tuple[Rule, ...]:
    exact = tuple(rule for rule in listed if code in (rule.code, rule.name.upper()))
    found = exact or tuple(rule for rule in listed if code and rule.code.startswith(code))
    if found:
        return found
    from rapidfuzz import process

    from diarfix.solve.credit import CODE

    if code == CODE:
        raise DiarfixError("E403", f"{CODE} is no rule: it is the boundary model", "see docs/model.md")
    close = process.extractOne(code, [rule.code for rule in listed], score_cutoff=50)
    hint = f"did you mean {close[0]}? " if close else ""
    raise DiarfixError("E403", f"there is no rule {code!r}", f"{hint}`diarfix rules` lists them")
