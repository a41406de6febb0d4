"""Models in GGUF files, run in this process by llama-cpp-python (`pip install diarfix[llm]`).

The question is a text and the answer its next token: base models can be asked like instructed ones.
Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from diarfix.errors import DiarfixError, Place
from diarfix.opinion.record import Answer, Prompt

CONTEXT = 2048
"""Tokens that a question may have with its examples; the window's words are far fewer."""

_PART = 1 << 20


class GgufModel:
    """A model file, loaded when the first question is put to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """See `Model`: the file's name without its ending."""
        return self.path.stem

    @cached_property
    def identity(self) -> str:
        """See `Model`: the size and both ends of the file tell models apart without reading gigabytes."""
        with self.path.open("rb") as file:
            size = file.seek(0, 2)
            digest = hashlib.sha256(str(size).encode())
            for begin in (0, max(0, size - _PART)):
                file.seek(begin)
                digest.update(file.read(_PART))
        return f"gguf:{digest.hexdigest()}"

    @cached_property
    def _loaded(self) -> Any:
        import llama_cpp

        try:
            return llama_cpp.Llama(str(self.path), n_ctx=CONTEXT, n_batch=512, verbose=False)
        except (ValueError, RuntimeError, OSError) as problem:
            remedy = "give another model, or update llama-cpp-python"
            raise DiarfixError("E701", f"llama.cpp cannot load it ({problem})", remedy, Place(str(self.path))) from None

    def answer(self, prompt: Prompt) -> Answer | None:
        """See `Model`."""
        import llama_cpp

        model = self._loaded
        tokens = model.tokenize(prompt.text.encode(), add_bos=True, special=False)
        if len(tokens) >= CONTEXT:
            return None
        # What the last question began with (the instruction and the examples) need not be read again.
        seen = model.input_ids[: model.n_tokens].tolist()
        shared = next((at for at, (a, b) in enumerate(zip(seen, tokens, strict=False)) if a != b), len(seen))
        kept = min(shared, len(tokens) - 1)
        # Models with a running state cannot go back in it; they read everything again.
        if not llama_cpp.llama_memory_seq_rm(llama_cpp.llama_get_memory(model.ctx), -1, kept, -1):
            kept = 0
        model.n_tokens = kept
        model.eval(tokens[kept:])
        scores = llama_cpp.llama_get_logits_ith(model.ctx, -1)
        old, new = (float(scores[self._token(letter)]) for letter in prompt.letters)
        return Answer("logit", round(new - old, 3))

    def _token(self, letter: str) -> int:
        """The token that the letter is as an answer, after a space."""
        return int(self._loaded.tokenize(f" {letter}".encode(), add_bos=False, special=False)[-1])


def open_gguf(target: str, allow_remote: bool) -> GgufModel:
    """The model in a file. Raises E101, E603, E702."""
    path = Path(target)
    if not target:
        raise DiarfixError("E702", "no file is named", "write gguf:/path/to/model.gguf")
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as problem:
        what = f"the model cannot be read ({problem.strerror})"
        raise DiarfixError("E101", what, "check the path and its rights", Place(target)) from None
    if magic != b"GGUF":
        raise DiarfixError("E702", "this is no GGUF file", "give a model in GGUF", Place(target))
    try:
        import llama_cpp  # noqa: F401
    except ImportError:
        raise DiarfixError("E603", "GGUF files need llama-cpp-python", "run: pip install 'diarfix[llm]'") from None
    return GgufModel(path.resolve())
