"""The command line answers at once: commands are imported when they are called, heavy packages later still."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import typer

from diarfix.cli import COMMANDS
from diarfix.cli.lazy import Command
from tests.cli.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("spacy", "numpy", "onnxruntime", "networkx", "rapidfuzz", "rich", "yaml", "diarfix.formats")
PROGRAM = """
import sys
from diarfix.cli import main
code = main(sys.argv[2:])
print(code, ",".join(name for name in sys.argv[1].split(",") if name in sys.modules), file=sys.stderr)
"""


def imported(heavy: Sequence[str], *arguments: str) -> tuple[str, str, str]:
    """The exit code, which of `heavy` were imported, and what stood on standard output."""
    command = [sys.executable, "-c", PROGRAM, ",".join(heavy), *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    code, _, found = ran.stderr.splitlines()[-1].partition(" ")
    return code, found, ran.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["-h"], ["no-such-command"]], ids="/".join)
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    code, found, _ = imported(HEAVY, *arguments)
    assert (code, found) == ("2" if "no-such-command" in arguments else "0", "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_commands_own_help_needs_no_heavy_package(command: Command) -> None:
    code, found, out = imported(HEAVY[:4], command.name, "--help")
    assert (code, found) == ("0", "") and f"Usage: diarfix {command.name}" in out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_list_says_what_the_command_says(command: Command) -> None:
    found = command.load()
    said = found.info.help if isinstance(found, typer.Typer) else found.__doc__
    assert " ".join(said.split()).startswith(command.about) and command.about.endswith(".")


def test_help_lists_every_command_in_order(run: Callable[..., Ran]) -> None:
    ran = run("--help")
    listed = [line.split()[0] for line in ran.out.partition("Commands:")[2].splitlines() if line[2:3].strip()]
    assert listed == [command.name for command in COMMANDS]


@pytest.mark.benchmark
def test_help_and_version_are_there_in_a_third_of_a_second() -> None:
    for option in ("--help", "--version"):
        took = []
        for _ in range(5):
            start = time.perf_counter()
            program = "from diarfix.cli import main; main()"
            subprocess.run([sys.executable, "-c", program, option], cwd=ROOT, capture_output=True, check=True)
            took.append(time.perf_counter() - start)
        assert min(took) < 0.3


def test_a_slip_in_a_commands_name_is_put_right(run: Callable[..., Ran]) -> None:
    assert run("chekc").err == "error: no such command 'chekc', did you mean 'check'?; see diarfix --help\n"
    assert run("xyzzy").err == "error: no such command 'xyzzy'; see diarfix --help\n"
