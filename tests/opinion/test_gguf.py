"""Model files. The real one is used where it lies: set DIARFIX_TEST_GGUF to a model's path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from diarfix.errors import DiarfixError
from diarfix.model import Transcript
from diarfix.opinion.ask import ask
from diarfix.opinion.backends import open_model
from diarfix.opinion.cache import Cache
from diarfix.opinion.gguf import GgufModel
from diarfix.opinion.window import make_question
from tests.opinion.conftest import dispute


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    for text, code in (("GG", "E702"), ("", "E702")):
        path.write_text(text)
        with pytest.raises(DiarfixError, match=f"^{code} .*model.gguf"):
            open_model(f"gguf:{path}")
        open_model.cache_clear()
    with pytest.raises(DiarfixError, match=r"^E101 "):
        open_model(f"gguf:{tmp_path}")


def test_the_extra_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    with pytest.raises(DiarfixError, match=r"^E603 .*diarfix\[llm\]"):
        open_model(f"gguf:{path}")


def test_models_are_told_apart_by_size_and_both_ends(tmp_path: Path) -> None:
    body = bytearray(b"GGUF" + bytes(3 << 20))
    variants = [bytes(body), bytes(body) + b"\0"]
    for at in (100, len(body) - 100):
        changed = bytearray(body)
        changed[at] = 1
        variants.append(bytes(changed))
    seen = set()
    for number, variant in enumerate(variants):
        path = tmp_path / f"{number}.gguf"
        path.write_bytes(variant)
        seen.add(GgufModel(path).identity)
    assert len(seen) == len(variants)
    (tmp_path / "copy.gguf").write_bytes(variants[0])
    assert GgufModel(tmp_path / "copy.gguf").identity in seen


@pytest.mark.slow
def test_a_real_model_answers_the_same_every_time(talk: Transcript) -> None:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    path = os.environ.get("DIARFIX_TEST_GGUF")
    if not path:
        pytest.skip("DIARFIX_TEST_GGUF names no model")
    model = open_model(f"gguf:{path}")
    questions = [make_question(talk, dispute(8, 9)), make_question(talk, dispute(10, 12))]
    first = [ask(model, question, Cache(None)) for question in questions]
    assert all(opinion is not None and opinion.kind == "logit" for opinion in first)
    assert [ask(model, question, Cache(None)) for question in questions] == first
