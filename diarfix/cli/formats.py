"""`diarfix formats`: what can be read and written."""

from __future__ import annotations

import typer


def formats(
    pairs: bool = typer.Option(False, "--pairs", help="What each format loses on the way to each other, as a table."),
) -> None:
    """List the transcript formats and what each can hold.

    The content of a file tells them apart; --from FORMAT forces one.
    """
    if pairs:
        from diarfix.formats import pairs as every

        print(every.legend() + "\n" + every.table(), end="")
        return
    from rich.text import Text

    from diarfix.formats import FORMATS, Holds
    from diarfix.render import screen

    console = screen.stdout()
    width = max(len(item.id) for item in FORMATS) + 2
    endings = max(len(" ".join(item.suffixes)) for item in FORMATS) + 2
    for item in FORMATS:
        lead = Text(item.id.ljust(width), screen.CODE).append(" ".join(item.suffixes).ljust(endings), screen.QUIET)
        screen.hanging(console, lead, Text(item.title))
        holds = ", ".join(held.value for held in Holds if held in item.holds)
        needs = ", ".join(held.value for held in Holds if held in item.needs)
        fact = f"holds {holds}" + (f"; needs {needs}" if needs else "")
        fact += "" if item.build else "; cannot be converted to"
        screen.hanging(console, Text(" " * (width + endings)), Text(fact, screen.QUIET))
