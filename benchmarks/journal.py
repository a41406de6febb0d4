"""How a journal grows: time and memory to begin again after so many episodes.

    python -m benchmarks.journal --episodes 200000
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from diarfix.batch.journal import VERSION, Journal

ROWS = 9
"""Edits and findings of an episode, about as many as real ones have."""


def main(argv: Sequence[str] | None = None) -> None:
    """Write a journal of made-up outcomes, open it, and tell what that took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.journal", description=__doc__.splitlines()[0])
    parser.add_argument("--episodes", type=int, default=200_000)
    given = parser.parse_args(argv)
    row = {"key": "", "type": "edit", "id": "0123abcd", "text": "and so we said", "codes": ["DF101"], "confidence": 0.8}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.jsonl")
        with path.open("w") as stream:
            stream.write(json.dumps({"journal": VERSION, "settings": "s"}) + "\n")
            for number in range(given.episodes):
                key = f"show-{number % 997:03}/episode-{number:07}.vtt"
                line = {"key": key, "stamp": f"sha256:{number:064x}", "state": "done", "output": f"/fixed/{key}",
                        "metrics": {"key": key, "words": 9000}, "rows": [row] * ROWS}
                stream.write(json.dumps(line) + "\n")
        size = path.stat().st_size
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        journal = Journal.open(path, "s", resume=True)
        took = time.process_time() - began
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        journal.close()
    print(f"{given.episodes:,} episodes: {size / 1e6:,.0f} MB on disk, "
          f"opened in {took:.1f} s of processor time, {memory:,.0f} MB of memory")


if __name__ == "__main__":
    main()
