"""`diarfix rules`: the rules and the other codes, or one's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from diarfix.codes import Code
    from diarfix.rulebook import Rule


def rules(
    code: str | None = typer.Argument(
        None, metavar="[CODE]", help="Any code, like DF101, FLIP001 or E203, or the start of some: DF1."
    ),
    files: list[Path] = typer.Option([], "--rules", metavar="FILE", help="Add these rules (a file or a folder)."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    pages: Path | None = typer.Option(None, "--pages", metavar="DIR", help="Write a Markdown page for each code here."),
) -> None:
    """List the rules and the other codes, or show one in full."""
    from diarfix.codes import OTHERS
    from diarfix.render import rule_page, screen
    from diarfix.rulebook import load_rules

    listed = load_rules(files)
    found = _Found(listed, OTHERS, {}) if code is None else _with_code(listed, code.strip().upper())
    if pages is not None:
        _write_pages(found.rules, pages)
    elif as_json:
        # Without a code the rules alone: the list has one shape.
        typer.echo(rule_page.rules_json(found.rules, () if code is None else found.others, found.errors))
    elif found.errors:
        rule_page.print_errors(screen.stdout(), found.errors)
    elif code is None or len(found.rules) + len(found.others) > 1:
        rule_page.print_rules(screen.stdout(), found.rules, found.others)
    elif found.rules:
        rule_page.print_rule(screen.stdout(), found.rules[0])
    else:
        rule_page.print_other(screen.stdout(), found.others[0])


@dataclass(frozen=True, slots=True)
class _Found:
    """What a code names."""

    rules: tuple[Rule, ...]
    others: tuple[Code, ...]
    errors: Mapping[str, str]


def _write_pages(found: tuple[Rule, ...], folder: Path) -> None:
    """The pages of the documentation; see docs/hooks/rules.py. Raises E105."""
    from diarfix.cli.common import make_folder
    from diarfix.formats import write_path
    from diarfix.measured import measured
    from diarfix.render.rule_docs import pages

    make_folder(folder)
    for name, text in pages(found, measured()).items():
        write_path(folder / name, text)


def _with_code(listed: tuple[Rule, ...], code: str) -> _Found:
    """What has that code or name, else what begins so. Raises E403."""
    from diarfix.codes import OTHERS
    from diarfix.errors import CODES

    exact = _Found(
        tuple(rule for rule in listed if code in (rule.code, rule.name.upper())),
        tuple(item for item in OTHERS if code in (item.code, item.name.upper())),
        {code: CODES[code]} if code in CODES else {},
    )
    begins = _Found(
        tuple(rule for rule in listed if rule.code.startswith(code)),
        tuple(item for item in OTHERS if item.code.startswith(code)),
        {key: told for key, told in CODES.items() if key.startswith(code)},
    )
    for found in (exact, begins):
        if code and (found.rules or found.others or found.errors):
            return found
    from rapidfuzz import process

    known = [rule.code for rule in listed] + [item.code for item in OTHERS] + list(CODES)
    close = process.extractOne(code, known, score_cutoff=50)
    hint = f"did you mean {close[0]}? " if close else ""
    raise DiarfixError("E403", f"there is no rule {code!r}", f"{hint}`diarfix rules` lists them")
