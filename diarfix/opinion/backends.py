"""The kinds of models that can be asked, by the first word of `--llm`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from diarfix.errors import DiarfixError
from diarfix.opinion.gguf import open_gguf
from diarfix.opinion.record import Model
from diarfix.opinion.server import open_chat, open_text


@dataclass(frozen=True, slots=True)
class Backend:
    """`open` takes what stands behind the colon, and whether another machine may be asked."""

    name: str
    form: str
    open: Callable[[str, bool], Model]


BACKENDS: dict[str, Backend] = {
    backend.name: backend
    for backend in (
        Backend("openai", "openai:http://127.0.0.1:8080/v1#NAME", open_chat),
        Backend("completion", "completion:http://127.0.0.1:8080/v1#NAME", open_text),
        Backend("gguf", "gguf:/path/to/model.gguf", open_gguf),
    )
}


@cache
def open_model(spec: str, allow_remote: bool = False) -> Model:
    """The model that `--llm` names; once a process. Raises E101, E603, E702, E703."""
    kind, colon, target = spec.partition(":")
    backend = BACKENDS.get(kind)
    if backend is None or not colon:
        forms = " or ".join(item.form for item in BACKENDS.values())
        raise DiarfixError("E702", f"{spec!r} names no model", f"write {forms}")
    return backend.open(target, allow_remote)
