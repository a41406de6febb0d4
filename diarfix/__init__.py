r"""diarfix repairs who said what in auto-generated transcripts, from the words alone.

    result = diarfix.fix("episode.txt")
    for edit in result.applied:
        print(edit.id, edit.old, "->", edit.new, edit.confidence, edit.codes)
    diarfix.write(result, "fixed.txt")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from diarfix.api import fix, read, to_text, write
    from diarfix.edits import Decided, Edit, Reason, apply_edits, undo
    from diarfix.errors import DiarfixError, Place
    from diarfix.model import Furniture, Source, Transcript, Turn, Word
    from diarfix.pipeline import Options, Result

_HOMES = {
    "fix": "api",
    "read": "api",
    "to_text": "api",
    "write": "api",
    "Decided": "edits",
    "Edit": "edits",
    "Reason": "edits",
    "apply_edits": "edits",
    "undo": "edits",
    "DiarfixError": "errors",
    "Place": "errors",
    "Furniture": "model",
    "Source": "model",
    "Transcript": "model",
    "Turn": "model",
    "Word": "model",
    "Options": "pipeline",
    "Result": "pipeline",
}

__all__ = [
    "Decided",
    "DiarfixError",
    "Edit",
    "Furniture",
    "Options",
    "Place",
    "Reason",
    "Result",
    "Source",
    "Transcript",
    "Turn",
    "Word",
    "apply_edits",
    "fix",
    "read",
    "to_text",
    "undo",
    "write",
]


def __getattr__(name: str) -> Any:
    # Loaded on first use: `diarfix --help` and `--version` need neither spaCy nor numpy.
    if name not in _HOMES:
        raise AttributeError(f"module 'diarfix' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"diarfix.{_HOMES[name]}"), name)
