"""What the commands that may ask a language model share: `--llm` and what was heard."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from diarfix.opinion import SecondOpinion

LLM = typer.Option(
    None, "--llm", metavar="MODEL",
    help="Ask a language model about disputed words: openai:URL#NAME or gguf:FILE (docs/opinion.md).",
)
WEIGHT = typer.Option(
    None, "--llm-weight", min=0.0, max=2.0, metavar="W",
    help="What its opinion weighs; as fitted where not given, nothing for a model never measured.",
)
REMOTE = typer.Option(False, "--allow-remote-llm", help="Let --llm send disputed passages to another machine.")
NO_CACHE = typer.Option(False, "--no-llm-cache", help="Ask again what was asked before, and keep no answers.")


def consult(llm: str | None, weight: float | None, remote: bool, no_cache: bool) -> SecondOpinion | None:
    """The second opinion asked for; None where none is. Raises E101, E601, E603, E702, E703."""
    if llm is None:
        if weight is not None or remote or no_cache:
            raise DiarfixError("E601", "options for a language model are given, but no model", "name one with --llm")
        return None
    from diarfix.opinion import SecondOpinion, Weight, user_folder

    second = SecondOpinion(
        llm, remote, None if no_cache else user_folder(), None if weight is None else Weight(weight)
    )
    assert second.model is not None  # a model that cannot be asked is told before any work is done
    return second


def tell(second: SecondOpinion | None) -> None:
    """A line on stderr about what was asked and heard."""
    if second is None:
        return
    tally = second.tally
    asked = f"{tally.asked:,} question{'' if tally.asked == 1 else 's'}"
    belief = "" if tally.weighed or not tally.heard else "; shown only, since it has no fitted weight"
    print(f"second opinion of {second.model.name}: {asked}, {tally.heard:,} answered{belief}", file=sys.stderr)
