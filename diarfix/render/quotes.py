"""What became of each quote, a line each, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from diarfix.render.facts import counted
from diarfix.render.screen import HEAD, NEW, OLD, QUIET, hanging

if TYPE_CHECKING:
    from diarfix.model import Transcript
    from diarfix.quotes import Checked

SHOWN = 12
"""Words of a quote that are shown."""


def print_quotes(console: Console, checked: Sequence[Checked], transcript: Transcript) -> None:
    """Every quote with what was found; nothing where there are none."""
    if not checked:
        return
    agreeing = sum(item.verdict == "agrees" for item in checked)
    console.print(Text.assemble(("\nquotes", HEAD), f": {agreeing} of {len(checked)} stand under the one who is named"))
    for item in checked:
        good = item.verdict == "agrees"
        lead = Text("  ").append("ok " if good else "!! ", NEW if good else OLD)
        body = Text(f"“{_short(item.quote.text)}”").append(f"  {told(item)}", QUIET if good else OLD)
        body.append(f"  {_where(item, transcript)}", QUIET)
        if item.doubts:
            body.append(f"  {counted(len(item.doubts), 'doubtful edit')} near: {', '.join(item.doubts)}", OLD)
        hanging(console, lead, body)


def told(item: Checked) -> str:
    """The verdict in words."""
    named = item.quote.who or "no one"
    return {
        "agrees": f"{named}, as published",
        "other speaker": f"named is {named}, but the words are {item.label}'s",
        "several speakers": f"named is {named}, but the label changes within it; most is {item.label}'s",
        "no name given": f"no one is named; the words are {item.label}'s",
        "speaker unknown": f"{named} is no one in the cast; the words are {item.label}'s",
        "not found": f"named is {named}; not found in the transcript",
    }[item.verdict]


def _where(item: Checked, transcript: Transcript) -> str:
    source = f"{item.quote.file or transcript.source.name}:{item.quote.line}"
    if not item.passages:
        return source
    return f"{source}, said in line {transcript.place(item.passages[0].start).line}"


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")


def quote_data(item: Checked, transcript: Transcript) -> dict[str, Any]:
    """One quote as JSON takes it; words count from 0, lines from 1, times in seconds."""
    return {
        "text": item.quote.text,
        "named": item.quote.who or None,
        "times": list(item.quote.times),
        "file": item.quote.file or transcript.source.name,
        "line": item.quote.line,
        "verdict": item.verdict,
        "label": item.label or None,
        "expected": item.expected or None,
        "passages": [
            {"span": [part.start, part.end], "line": transcript.place(part.start).line, "alike": part.alike}
            for part in item.passages
        ],
        "doubtful_edits": list(item.doubts),
    }
