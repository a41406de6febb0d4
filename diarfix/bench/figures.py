"""`python -m diarfix.bench.figures BENCH.json COMMIT -o FILE`: the rules' figures out of a bench's JSON.

They ship as `diarfix/data/rules.json`, for the rule pages and for SARIF's precision.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from diarfix.bench.rules import NO_RULE
from diarfix.formats import write_path

COMMAND = "diarfix bench tests/bench/shared.toml seeds --folds tests/bench/folds.json --json"
"""What makes the figures that ship."""

_KEPT = ("edits", "judged", "right", "repaired", "broken", "with_edits")


def figures(sets: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """The rows of all sets added up, by code."""
    total: dict[str, dict[str, int]] = {}
    for item in sets:
        for row in item["rules"]:
            if row["code"] != NO_RULE:
                mine = total.setdefault(row["code"], dict.fromkeys(_KEPT, 0))
                for key in _KEPT:
                    mine[key] += row[key]
    return dict(sorted(total.items()))


def document(bench: Mapping[str, Any], commit: str) -> str:
    """The file's text."""
    data = ", ".join(f"{item['name']} ({item['fingerprint'][:12]}, {len(item['episodes'])} episodes)"
                     for item in bench["sets"])
    made = {"provenance": {"command": COMMAND, "commit": commit, "data": data}, "rules": figures(bench["sets"])}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("commit")
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args()
    write_path(given.out, document(json.loads(given.bench.read_text(encoding="utf-8")), given.commit))


if __name__ == "__main__":
    main()
