"""A pretrained sentence encoder to compare with: MiniLM over the words, all of it tuned.

A word is the mean of its pieces' embeddings, so that a window is one sequence of words.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from diarfix.neural.words import CASE, CASES, FORM, MARK, MARKS
from diarfix.train import minilm


class EncoderNetwork(nn.Module):
    """MiniLM with the head of `BoundaryNetwork`; the same shapes."""

    pieces: Tensor

    def __init__(self, vocabulary: Sequence[str]) -> None:
        super().__init__()
        self.bert, table, self.padding = minilm.load(vocabulary)
        self.register_buffer("pieces", table)
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
