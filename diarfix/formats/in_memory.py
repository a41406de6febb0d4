"""Transcripts as programs hand them around: dicts and lists of any JSON format here, without a file.

The object becomes JSON text, is read and written as a file would be, and comes back new; the one given is untouched.
What JSON cannot say (arrays, tensors) is kept aside and put back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diarfix.errors import DiarfixError, Place

NAME = "<object>"
_KEPT = "\ue000diarfix:kept"


@dataclass(frozen=True)
class Packed:
    """The JSON text of an object, and what of it JSON cannot say."""

    text: str
    kept: list[Any] = field(default_factory=list, repr=False)

    def unpack(self, text: str) -> Any:
        """The object that `text`, the same document after edits, stands for."""
        return json.loads(text, object_hook=self._restored)

    def _restored(self, made: dict[str, Any]) -> Any:
        return self.kept[made[_KEPT]] if len(made) == 1 and _KEPT in made else made


def pack(given: Mapping[str, Any] | Sequence[Any]) -> Packed:
    """The object as text. Raises E203 for one that holds itself or nests without end.

    >>> pack({"a": (1, 2.50)}).text
    '{"a": [1, 2.5]}'
    """
    kept: list[Any] = []

    def keep(value: Any) -> Any:
        if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):  # a number in NumPy's or PyTorch's clothes
            return value.item()
        if isinstance(value, Mapping):
            return dict(value)
        kept.append(value)
        return {_KEPT: len(kept) - 1}

    try:
        return Packed(json.dumps(given, ensure_ascii=False, default=keep), kept)
    except (ValueError, TypeError, RecursionError) as error:
        what = f"the object cannot be written as JSON ({error})"
        raise DiarfixError("E203", what, "give the dict that the recogniser gave", Place(NAME)) from None
