"""Large hostile inputs through `fix --no-model`, each in a process of its own: processor time, peak memory, outcome.

    python -m tests.faults.large
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Large(NamedTuple):
    """How a text of so many parts is made, how many in a test and in the command, and whether it is taken."""

    make: Callable[[int], str]
    test: int
    full: int
    taken: bool


def _turns(labels: int) -> Callable[[int], str]:
    return lambda count: "".join(f"S{n % labels}: so\n" for n in range(count))


def _speakers(count: int) -> str:
    said = (f'{{"start": {at}, "end": {at + 1}, "text": "so", "speaker": "S{at}"}}' for at in range(count))
    return f'{{"segments": [{", ".join(said)}]}}'


CASES: dict[str, Large] = {
    "one turn without a mark": Large(lambda n: "Ann: " + "so we went on " * (n // 4) + "\nBen: Yes.\n", 20_000, 50_000,
                                     True),
    "one turn of ...?!": Large(lambda n: "Ann: " + "...?! " * n + "\nBen: Yes.\n", 2_000, 20_000, True),
    "as many speakers as are read": Large(
        lambda n: "".join(f"S{at % n}: Hello there number {at} and\n" for at in range(n * 3 // 2)), 300, 2_000, True),
    "turns of one word": Large(_turns(2), 10_000, 80_000, True),
    "1e6 turns of one word": Large(_turns(2), 1_000_000, 1_000_000, False),
    "1e5 speakers": Large(_speakers, 100_000, 100_000, False),
}


def main() -> int:
    """0 when every input was taken or refused as it should be."""
    amiss = 0
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.txt")
            path.write_text(case.make(case.full), "utf-8")
            run = subprocess.Popen([sys.executable, "-m", "diarfix", "fix", str(path), "-o", str(Path(folder, "b.txt")),
                                    "--no-model"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            said = run.stderr.read() if run.stderr is not None else ""
            _, status, used = os.wait4(run.pid, 0)
            code = run.returncode = os.waitstatus_to_exitcode(status)
            amiss += (code == 0) != case.taken
            told = "fixed" if code == 0 else said.strip()[:80]
            seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
            print(f"{name:30} {case.full:>9,} {seconds:6.1f} s {memory:6,} MB  {told}", flush=True)
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
