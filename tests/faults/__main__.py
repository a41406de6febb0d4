"""Make faults by the hundred and count what was lost: the figures of docs/reliability.md."""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults import harm

Round = Callable[[int, random.Random], list[str]]
"""One fault by its number: what was lost."""


def killed(name: str) -> Round:
    """SIGKILL at a random moment; then the command again, which must come to its end."""
    whole = harm.wanted()

    def once(number: int, rng: random.Random) -> list[str]:
        with harm.folder() as at:
            (at / "out.txt").write_bytes(harm.OTHER)
            harm.killed_after(at, name, rng.uniform(0, 0.25))
            lost = harm.losses(at, whole)
            again = harm.run(at, name)
            return lost + harm.losses(at, whole) + ([] if again.is_plain else [again.err])

    return once


def stepped(name: str) -> Round:
    """SIGKILL before each step of writing, one after the other."""
    whole = harm.wanted()

    def once(number: int, rng: random.Random) -> list[str]:
        with harm.folder() as at:
            (at / "out.txt").write_bytes(harm.OTHER)
            harm.killed_at_step(at, name, number % 16)
            return harm.losses(at, whole)

    return once


def short_of_room(name: str) -> Round:
    """No file may grow over a random size."""
    whole = harm.wanted()

    def once(number: int, rng: random.Random) -> list[str]:
        with harm.folder() as at:
            (at / "out.txt").write_bytes(harm.OTHER)
            ended = harm.run(at, name, harm.limited(rng.randint(0, 500)))
            return harm.losses(at, whole) + ([] if ended.is_plain else [ended.err])

    return once


def met(name: str) -> Round:
    """Two of the same command at once in one folder, the second a moment later."""
    whole = harm.wanted()

    def once(number: int, rng: random.Random) -> list[str]:
        with harm.folder() as at:
            (at / "out.txt").write_bytes(harm.OTHER)
            first = harm.start(at, name)
            time.sleep(rng.uniform(0, 0.15))
            second = harm.start(at, name)
            ends = [harm.end(child) for child in (first, second)]
            return harm.losses(at, whole) + [one.err for one in ends if not one.is_plain]

    return once


KINDS: tuple[tuple[str, Callable[[str], Round]], ...] = (
    ("killed at a random moment", killed),
    ("killed before each step of writing", stepped),
    ("no room for a file", short_of_room),
    ("two at once", met),
)
"""What is done to every command."""


def batches(runs: int, seed: int) -> list[str]:
    """A batch killed with its workers at random moments until it comes to its end: the bytes of one left alone."""
    rng = random.Random(seed)
    lost: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        source, calm, rough = (Path(made, name) for name in ("in", "calm", "rough"))
        source.mkdir()
        for number in range(40):
            (source / f"{number:02}.txt").write_text(harm.TEXT.replace("ten", f"{number} past ten"))
        before = _tree(source)
        common = ["-j", "1", "--no-model", "-q"]
        subprocess.run([*harm.BATCH, str(source), "--out", str(calm), *common], check=True)
        whole = _tree(calm)
        for _ in range(runs):
            command = [*harm.BATCH, str(source), "--out", str(rough), *common, "--resume"]
            child = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0.3, 4))
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            lost += [f"{name} is not whole" for name, mark in _tree(rough).items() if whole.get(name) != mark]
            lost += [] if _tree(source) == before else ["an input was changed"]
        subprocess.run([*harm.BATCH, str(source), "--out", str(rough), *common, "--resume"], check=True)
        lost += [] if _tree(rough) == whole else ["not the bytes of a run left alone"]
    return lost


def _tree(folder: Path) -> dict[str, str]:
    """Every visible file by its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def main(argv: Sequence[str] | None = None) -> int:
    """A table of faults and losses; 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="of each fault on each command")
    parser.add_argument("--batches", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    harm.ready()
    lost: list[str] = []
    print("| command | fault | times | lost |\n| --- | --- | ---: | ---: |")
    for name in harm.COMMANDS:
        for about, make in KINDS:
            rng = random.Random(f"{given.seed}/{name}/{about}")
            once = make(name)
            found = [loss for number in range(given.runs) for loss in once(number, rng)]
            print(f"| `{name}` | {about} | {given.runs:,} | {len(found)} |", flush=True)
            lost += found
    if given.batches:
        found = batches(given.batches, given.seed)
        print(f"| `batch` | killed with its workers, then `--resume` | {given.batches:,} | {len(found)} |")
        lost += found
    for loss in lost:
        print(loss, file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
