"""Run the fuzzer: by coverage with atheris, or (--plain) by mutation alone, which needs nothing more."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

SLOW = 10
"""Seconds after which one input counts as a hang."""


def main(argv: Sequence[str] | None = None) -> int:
    """0 when nothing was found; the input that broke a law is written beside, and its path told."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--target")
    parser.add_argument("--all", action="store_true", help="every target, each in a process of its own")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    given = parser.parse_args(argv)
    if given.all:
        return _all(given)
    if given.target is None:
        parser.error("give --target NAME or --all")
    return _plain(given) if given.plain else _guided(given)


def _all(given: argparse.Namespace) -> int:
    from tests.fuzz.laws import TARGETS

    failed = []
    for target in TARGETS:
        command = [sys.executable, "-m", "tests.fuzz", "--target", target, "--runs", str(given.runs),
                   "--seed", str(given.seed), *(["--plain"] if given.plain else [])]
        done = subprocess.run(command, capture_output=True, text=True)
        print(f"{target:16} {given.runs:>9,} runs  {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode:
            failed.append(target)
            print(done.stdout[-2000:], done.stderr[-4000:], sep="\n")
    print(f"{given.runs * len(TARGETS):,} runs over {len(TARGETS)} targets, {len(failed)} failed")
    return 1 if failed else 0


def _guided(given: argparse.Namespace) -> int:
    import atheris

    with atheris.instrument_imports(include=["diarfix"]):
        from tests.fuzz.laws import LARGEST, TARGETS
    from tests.fuzz.seeds import seeds

    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(given.target)):
            Path(folder, f"{number:04}").write_bytes(data)
        options = [f"-runs={given.runs}", f"-seed={given.seed}", f"-max_len={LARGEST}", f"-timeout={SLOW}",
                   "-rss_limit_mb=4096", f"-artifact_prefix=fuzz-{given.target}-"]
        atheris.Setup([sys.argv[0], *options, folder], TARGETS[given.target])
        atheris.Fuzz()
    return 0


def _plain(given: argparse.Namespace) -> int:
    from tests.fuzz.laws import TARGETS
    from tests.fuzz.seeds import seeds

    law = TARGETS[given.target]
    for data in mutants(seeds(given.target), given.runs, random.Random(given.seed)):
        try:
            law(data)
        except Exception:
            path = Path(f"fuzz-{given.target}-{os.getpid()}")
            path.write_bytes(data)
            print(f"{path} breaks a law", file=sys.stderr)
            raise
    return 0


def mutants(seeds: Sequence[bytes], runs: int, rng: random.Random) -> Iterator[bytes]:
    """Inputs made from the seeds by a few changes each: bytes, cuts, repeats, and pieces of other seeds."""
    odd = [b"\0", b"\xff", b"\xef\xbb\xbf", "\u202e".encode(), "\u2028".encode(), b"\r", b"\n\n", b"-", b"1e999", b'"',
           b"\\", b"]]>", b"&amp;", b"<", b"{", b"[" * 40, b"null", b"NaN", b": ", b"**", b"--> ", b"00:00:00.000"]
    for _ in range(runs):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data) + 1)
            stop = min(len(data), at + rng.randint(0, 40))
            kind = rng.randrange(5)
            if kind == 0:
                data[at:stop] = b""
            elif kind == 1:
                data[at:at] = rng.choice(odd)
            elif kind == 2:
                data[at:at] = data[at:stop] * rng.randint(1, 3)
            elif kind == 3 and data:
                data[min(at, len(data) - 1)] = rng.randrange(256)
            else:
                other = rng.choice(seeds)
                cut = rng.randrange(len(other) + 1)
                data[at:stop] = other[cut : cut + rng.randint(0, 80)]
        yield bytes(data)


if __name__ == "__main__":
    sys.exit(main())
