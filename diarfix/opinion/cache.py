"""Answers kept on disk, one small file each, so that no question is asked twice. No transcript text is kept."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

from diarfix.errors import DiarfixError
from diarfix.formats.io import write_bytes
from diarfix.opinion.record import Answer, Prompt

VERSION = 1
"""Raised when the same prompt is put to a model in another way."""


@dataclass(frozen=True, slots=True)
class Known:
    """A cached answer, which may be that there was none."""

    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers by content: model and prompt. Without a folder nothing is kept."""

    folder: Path | None

    def get(self, identity: str, prompt: Prompt) -> Known | None:
        """What was answered; None where nothing readable is kept."""
        if self.folder is None:
            return None
        try:
            data = json.loads(self._path(identity, prompt).read_text(encoding="utf-8"))
            kind, value = data["kind"], data["value"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if kind is None:
            return Known(None)
        if kind not in ("logit", "choice") or not isinstance(value, int | float) or not math.isfinite(value):
            return None
        return Known(Answer(kind, float(value)))

    def put(self, identity: str, prompt: Prompt, answer: Answer | None) -> None:
        """Keep an answer, whole or not at all. A folder that cannot be written to only costs time."""
        if self.folder is None:
            return
        kind, value = (answer.kind, answer.value) if answer is not None else (None, None)
        path = self._path(identity, prompt)
        with contextlib.suppress(OSError, DiarfixError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, json.dumps({"kind": kind, "value": value}).encode())

    def _path(self, identity: str, prompt: Prompt) -> Path:
        assert self.folder is not None
        key = json.dumps([VERSION, identity, prompt.text, prompt.letters], ensure_ascii=False)
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / digest[:2] / f"{digest[2:]}.json"


def user_folder() -> Path:
    """Where this machine keeps answers: a folder of the user's cache."""
    from platformdirs import user_cache_path

    return user_cache_path("diarfix", appauthor=False) / "opinions"
