"""`diarfix formats`: what can be read and written."""

from __future__ import annotations


def formats() -> None:
    """List the transcript formats.

    The content of a file tells them apart; --from FORMAT forces one.
    """
    from rich.text import Text

    from diarfix.formats import FORMATS
    from diarfix.render import screen

    console = screen.stdout()
    width = max(len(item.id) for item in FORMATS)
    endings = max(len(" ".join(item.suffixes)) for item in FORMATS)
    for item in FORMATS:
        lead = Text(item.id.ljust(width + 2), screen.CODE)
        screen.hanging(console, lead.append(" ".join(item.suffixes).ljust(endings + 2), screen.QUIET), Text(item.title))
