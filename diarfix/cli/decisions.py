"""`diarfix decisions`: what reviewers decided, joined."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.errors import DiarfixError, Place

app = typer.Typer(help="Work with the decisions that reviewers made.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _root() -> None:
    """Keeps `merge` a command of its own."""


@app.command("merge")
def merge(
    first: Path = typer.Argument(..., metavar="FIRST", help="A NAME.diarfix.json."),
    second: Path = typer.Argument(..., metavar="SECOND", help="Another reviewer's."),
    out: Path = typer.Option(..., "-o", "--out", metavar="OUT", help="Write here; it may be one of the two."),
    prefer: str | None = typer.Option(
        None, metavar="WHO", help="Where they do not agree: first, second or later (what was said later)."
    ),
    base: Path | None = typer.Option(
        None, metavar="FILE", help="What both began with: what one of them took back stays away."
    ),
) -> None:
    """Join two reviewers' decisions on one transcript.

    Where they do not agree and --prefer is not given, that is listed, nothing is written, and the exit code is 1.
    """
    from diarfix.decisions import load_book, save_book
    from diarfix.decisions.merge import PREFERENCES, join
    from diarfix.render import screen
    from diarfix.render.decisions import print_conflicts, print_joined

    for path in (first, second, *([base] if base else [])):
        if not path.exists():
            raise DiarfixError("E101", "there is no such file", "check the path", Place(str(path)))
    chosen = next((one for one in PREFERENCES if one == prefer), None)
    if prefer is not None and chosen is None:
        raise DiarfixError("E601", f"--prefer {prefer!r} is not first, second or later", "give one of them")
    joined = join(load_book(first), load_book(second), chosen, load_book(base) if base else None)
    if joined.conflicts and chosen is None:
        print_conflicts(screen.stderr(), joined.conflicts)
        raise typer.Exit(1)
    save_book(out, joined.book)
    print_joined(screen.stderr(), joined, out)
