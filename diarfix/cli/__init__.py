"""The command line: parse, call, render. `main` is the console script."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from diarfix.cli.lazy import Command, LazyGroup
from diarfix.errors import DiarfixError, Place

COMMANDS: tuple[Command, ...] = (
    Command("fix", "diarfix.cli.fix:fix", "Repair transcripts and list what waits for a person."),
    Command("check", "diarfix.cli.check:check", "Report findings and change nothing."),
    Command("init", "diarfix.cli.init:init", "Write a commented diarfix.toml from the episodes it is shown."),
    Command("review", "diarfix.cli.review:review", "Step through what is proposed: on the terminal or in the browser."),
    Command("decisions", "diarfix.cli.decisions:app", "Work with the decisions that reviewers made."),
    Command(
        "convert", "diarfix.cli.convert:convert",
        "Write a transcript in another format and say, a line each, what that cannot hold.",
    ),
    Command("explain", "diarfix.cli.explain:explain", "Show why an edit is made or proposed."),
    Command("people", "diarfix.cli.people:people", "Show who is who: labels, names, roles, words, and what says so."),
    Command(
        "learn", "diarfix.cli.learn:learn",
        "Propose a [show] section from reviewed episodes: people, labels, ads, catchphrases.",
    ),
    Command("rules", "diarfix.cli.rules:rules", "List the rules and the other codes, or show one in full."),
    Command("graph", "diarfix.cli.graph:graph", "Draw the turns, the cut sentences and who is who."),
    Command(
        "report", "diarfix.cli.report:report",
        "Show before and after, who speaks when, findings and health on one page that can be sent around.",
    ),
    Command(
        "score", "diarfix.cli.score:score",
        "Measure the labels of HYP by those of REF: WDER, cpWER, confusions, boundaries, the longest errors.",
    ),
    Command(
        "bench", "diarfix.cli.bench:bench",
        "Measure the repair on episodes with references: words repaired and broken, calibration, simple rules.",
    ),
    Command("formats", "diarfix.cli.formats:formats", "List the transcript formats and what each can hold."),
    Command("config", "diarfix.cli.config:config", "Show the effective configuration and where each value comes from."),
    Command(
        "simulate", "diarfix.cli.simulate:simulate",
        "Make the errors of diarizers in a clean transcript, and write the right one beside it.",
    ),
    Command(
        "batch", "diarfix.cli.batch:batch",
        "Repair archives in parallel: transcripts, a table of edits and findings, a table of episodes.",
    ),
    Command("train", "diarfix.cli.train:app", "Fit diarfix's numbers on data."),
)
"""Every command, in the order that --help lists them."""


class Commands(LazyGroup):
    """All of them."""

    table = COMMANDS


app = typer.Typer(
    name="diarfix",
    cls=Commands,
    help="Repairs who said what in auto-generated transcripts, from the words alone.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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
        # Whoever read our output has seen enough.
        _drop_output()
        return 0
    except OSError as problem:
        if problem.filename is None:
            _drop_output()
        what = f"reading or writing failed ({problem.strerror or problem})"
        place = Place(str(problem.filename or "<stdout>"))
        return trouble(str(DiarfixError("E105", what, "make room or check the rights, and run it again", place)))
    except _ParseError as error:
        return usage(error)


def _drop_output() -> None:
    """What is still buffered for standard output goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
