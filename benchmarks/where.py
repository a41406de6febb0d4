"""Where the time goes: each step of one repair, in microseconds of processor time a word.

    python -m benchmarks.where --words 10000 --markdown docs/where.md
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.archive import long_transcript
from diarfix import api, formats
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english, pipeline_name
from diarfix.model import Transcript
from diarfix.neural import bundled_model
from diarfix.pipeline import Options, announced, prepare, repair
from diarfix.rulebook import bundled_rules, match_rules
from diarfix.solve import bundled_weights
from diarfix.solve.decode import solve
from diarfix.solve.lattice import build_lattice

Result = TypeVar("Result")

STEPS = (
    ("read", "read the file"),
    ("parse", "parse turns (tokens, tags, dependencies)"),
    ("seams", "parse healed seams"),
    ("model", "boundary model"),
    ("rules", "cues and rules"),
    ("people", "who is who: merges, flips, the merged view"),
    ("chain", "build the chain and solve it"),
    ("announced", "people whom the words announce"),
    ("whole", "all of a repair, the above and the rest"),
    ("write", "write back and read again"),
)
"""Steps in order, and what they do."""


@dataclass
class Clock:
    """Seconds by step, one list entry a round."""

    seconds: dict[str, list[float]]

    def time(self, step: str, work: Callable[[], Result]) -> Result:
        """Do it and note the processor time of this process."""
        began = time.process_time()
        result = work()
        self.seconds[step].append(time.process_time() - began)
        return result


def one_round(text: str, clock: Clock) -> Transcript:
    """Every step once."""
    options = Options()
    nlp = load_english()
    transcript = clock.time("read", lambda: formats.read_text(text, "episode.txt"))
    context = Context(clock.time("parse", lambda: analyse(transcript, nlp)), boundary=bundled_model().changes)
    clock.time("seams", lambda: context.arcs)
    clock.time("model", lambda: context.changes)
    clock.time("rules", lambda: match_rules(context, bundled_rules()))
    prepared = clock.time("people", lambda: prepare(context, options))
    weights = bundled_weights(True)
    clock.time("chain", lambda: solve(build_lattice(prepared.view, prepared.matches), weights))
    clock.time("announced", lambda: announced(prepared.view, options))
    result = clock.time("whole", lambda: repair(transcript, options))
    clock.time("write", lambda: api.written(result))
    return transcript


def measure(words: int, rounds: int, clean: Path | None) -> tuple[int, dict[str, list[float]]]:
    """Words, and microseconds a word by step; a first round warms everything up and is not counted."""
    load_english()
    bundled_model()
    text = long_transcript(words, clean=clean).source.text
    clock = Clock({step: [] for step, _ in STEPS})
    for _ in range(rounds + 1):
        transcript = one_round(text, clock)
    count = len(transcript.words)
    return count, {step: [1e6 * value / count for value in values[1:]] for step, values in clock.seconds.items()}


def table(count: int, found: dict[str, list[float]], command: str) -> str:
    """The measure as Markdown."""
    whole = statistics.median(found["whole"])
    lines = [
        f"`{command}`: {count:,} words, Python {platform.python_version()}, {pipeline_name()}, one core "
        f"({platform.machine()}); peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB.",
        "",
        "| step | µs a word, median | least … most | share of a repair |",
        "| --- | ---: | ---: | ---: |",
    ]
    for step, about in STEPS:
        values = found[step]
        middle = statistics.median(values)
        lines.append(f"| {about} | {middle:.1f} | {min(values):.1f} … {max(values):.1f} | {middle / whole:.0%} |")
    lines += ["", f"That is {1e6 / whole:,.0f} words a second on one core."]
    return "\n".join(lines) + "\n"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table, or write it to a file."""
    parser: Any = argparse.ArgumentParser(prog="python -m benchmarks.where", description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clean", type=Path, help="an archive of clean transcripts; the seeds without it")
    parser.add_argument("--markdown", type=Path)
    given = parser.parse_args(argv)
    count, found = measure(given.words, given.rounds, given.clean)
    command = f"python -m benchmarks.where --words {given.words} --rounds {given.rounds}"
    text = table(count, found, command + (f" --clean {given.clean.name}" if given.clean else ""))
    if given.markdown:
        formats.write_path(given.markdown, text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
