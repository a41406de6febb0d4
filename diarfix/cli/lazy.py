"""Commands that are imported only once they are called, so that `--help` and `--version` answer at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name, its home (`module:attribute`, a function or a group of its own) and its line in --help.

    The line is the first of the function's docstring; a test compares the two.
    """

    name: str
    home: str
    about: str

    def load(self) -> Any:
        """The function or the group; its module is imported now."""
        module, _, attribute = self.home.partition(":")
        return getattr(import_module(module), attribute)


class LazyGroup(TyperGroup):
    """A group of `table`'s commands."""

    table: tuple[Command, ...] = ()

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the table's order."""
        return [command.name for command in self.table]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported; None where there is none."""
        for command in self.table:
            if command.name == cmd_name:
                return _made(command)
        return None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was called; for a name that there is not, what was probably meant."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and all(command.name != name for command in self.table):
            close = get_close_matches(name, [command.name for command in self.table], 1)
            ctx.fail(f"no such command {name!r}" + (f", did you mean {close[0]!r}?" if close else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list in --help, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(command.name, command.about) for command in self.table])


def _made(command: Command) -> Any:
    found = command.load()
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=command.name)
        group: Any = get_command(alone)
        return group.commands[command.name]
    alone.command(command.name)(found)
    return get_command(alone)
