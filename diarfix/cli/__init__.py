"""The command line: parse, call, render. `main` is the console script."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import typer

from diarfix.cli import bench, convert, explain, fix, formats, graph, report, review, rules, score, simulate, train
from diarfix.errors import DiarfixError

COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("fix", fix.fix),
    ("review", review.review),
    ("convert", convert.convert),
    ("explain", explain.explain),
    ("rules", rules.rules),
    ("graph", graph.graph),
    ("report", report.report),
    ("score", score.score),
    ("bench", bench.bench),
    ("formats", formats.formats),
    ("simulate", simulate.simulate),
)
"""Every command, in the order that --help lists them."""

app = typer.Typer(
    name="diarfix",
    help="Repairs who said what in auto-generated transcripts, from the words alone.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name, _command in COMMANDS:
    app.command(_name)(_command)
app.add_typer(train.app, name="train")

# The command parser's base error, wherever this version of typer keeps it.
_ParseError: type[Exception] = typer.BadParameter.__mro__[2]


def _version(asked: bool) -> None:
    if asked:
        from diarfix import __version__

        typer.echo(f"diarfix {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Options that stand before a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 findings, 2 trouble, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a character shows another instead of failing.
            stream.reconfigure(errors="replace")
    try:
        code = app(args=list(argv) if argv is not None else None, prog_name="diarfix", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except DiarfixError as error:
        return trouble(str(error))
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough. What is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except _ParseError as error:
        return usage(error)


def trouble(message: str) -> int:
    """One line on stderr; the exit code."""
    print(f"error: {' '.join(message.splitlines())}", file=sys.stderr)
    return 2


def usage(error: Exception) -> int:
    """A line for an option or command that cannot be; 0 for help asked by giving nothing."""
    context = getattr(error, "ctx", None)
    message = str(getattr(error, "format_message", lambda: error)()).strip()
    if type(error).__name__ == "NoArgsIsHelpError":
        print(message, file=sys.stderr)
        return 2
    command = context.command_path if context is not None else "diarfix"
    return trouble(f"{message.rstrip('.')}; see {command} --help")
