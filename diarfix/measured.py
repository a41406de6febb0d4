"""What each rule was measured to do: edits made, how many were right, words repaired and broken.

The figures are `diarfix/data/rules.json`, which one command makes; see docs/rules/index.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "data" / "rules.json"


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """Applied edits whose strongest rule it is, `right` of the `judged` ones; the words they repaired and broke."""

    edits: int
    judged: int
    right: int
    repaired: int
    broken: int
    with_edits: int

    @property
    def precision(self) -> float | None:
        """The share of right edits; None where none was judged."""
        return self.right / self.judged if self.judged else None


def measured() -> Mapping[str, RuleFigures]:
    """By code; nothing where the figures do not ship."""
    return {code: RuleFigures(**row) for code, row in _document().get("rules", {}).items()}


def provenance() -> Mapping[str, str]:
    """The `command`, `commit` and `data` that the figures come from."""
    return dict(_document().get("provenance", {}))


@cache
def _document() -> Mapping[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
