"""What fuzzing starts from: our own fixtures, seeds and rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures" / "formats"


def seeds(target: str) -> list[bytes]:
    """Inputs that a target reads well, small ones first; never none."""
    found = sorted({path.read_bytes() for path in _paths(target) if path.is_file()}, key=lambda data: (len(data), data))
    return found or [b"Ann: Hello there.\nBen: Hello.\n"]


def _paths(target: str) -> Iterator[Path]:
    if target == "rules":
        yield from (ROOT / "rules").rglob("*.yaml")
    elif target == "config":
        yield from ROOT.glob("tests/**/diarfix.toml")
        yield from ROOT.glob("docs/**/diarfix.toml")
    else:
        folders = [FIXTURES / target] if (FIXTURES / target).is_dir() else sorted(FIXTURES.glob("*"))
        for folder in folders:
            yield from (path for path in folder.glob("*") if path.suffix != ".edits" and ".json" not in path.name[:-5])
