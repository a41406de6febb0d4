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
    pages: Path | None = typer.Option(None, "--pages", metavar="DIR", help="Write a Markdown page for each rule here."),
) -> None:
    """List the rules, or show one in full."""
    from diarfix.render import rule_page, screen
    from diarfix.rulebook import load_rules

    listed = load_rules(files)
    found = listed if code is None else _with_code(listed, code.strip().upper())
    if pages is not None:
        _write_pages(found, pages)
    elif as_json:
        typer.echo(rule_page.rules_json(found))
    elif len(found) == 1 and code is not None:
        rule_page.print_rule(screen.stdout(), found[0])
    else:
        rule_page.print_rules(screen.stdout(), found)


def _write_pages(found: tuple[Rule, ...], folder: Path) -> None:
    """The pages of the documentation; see docs/hooks/rules.py. Raises E105."""
    from diarfix.cli.common import make_folder
    from diarfix.formats import write_path
    from diarfix.measured import measured
    from diarfix.render.rule_docs import pages

    make_folder(folder)
    for name, text in pages(found, measured()).items():
        write_path(folder / name, text)


def _with_code(listed: tuple[Rule, ...], code: str) -> tuple[Rule, ...]:
    exact = tuple(rule for rule in listed if code in (rule.code, rule.name.upper()))
    found = exact or tuple(rule for rule in listed if code and rule.code.startswith(code))
    if found:
        return found
    from rapidfuzz import process

    from diarfix.people import SUMMARIES
    from diarfix.solve.credit import CODE

    if code in SUMMARIES:
        raise DiarfixError("E403", f"{code} is no rule: {SUMMARIES[code]}", "see docs/people.md")
    if code == CODE:
        raise DiarfixError("E403", f"{CODE} is no rule: it is the boundary model", "see docs/model.md")
    close = process.extractOne(code, [rule.code for rule in listed], score_cutoff=50)
    hint = f"did you mean {close[0]}? " if close else ""
    raise DiarfixError("E403", f"there is no rule {code!r}", f"{hint}`diarfix rules` lists them")
