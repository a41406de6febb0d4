"""A linear network to compare with: weights on the words, marks and letter case within five words of a gap."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from diarfix.neural.words import CASE, CASES, EDGES, FORM, MARK, MARKS

NEAR = 5
"""Words on either side that are looked at."""

PAIRS = 1 << 18
"""Buckets of hashed pairs of neighbouring forms."""


class LinearNetwork(nn.Module):
    """A logit a word, a sum of weights; see `BoundaryNetwork` for the shapes."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        sizes = (vocabulary, EDGES, EDGES, len(MARKS), len(CASES))
        places = 2 * NEAR + 1
        self.tables = nn.ModuleList([nn.Embedding(size, places) for size in sizes])
        self.pairs = nn.Embedding(PAIRS, places)
        self.gap = nn.Embedding(len(MARKS) * len(CASES), 1)
        for table in (*self.tables, self.pairs, self.gap):
            nn.init.zeros_(table.weight)
        self.bias = nn.Parameter(torch.tensor(-4.0))

    def forward(self, ids: Tensor) -> Tensor:
        """`ids` (batch, words, 5) to (batch, words) logits."""
        before = torch.cat([torch.zeros_like(ids[:, :1]), ids[:, :-1]], 1)
        pair = (before[..., FORM] * 31_337 + ids[..., FORM]) % PAIRS
        votes = self.pairs(pair)
        for column, table in enumerate(self.tables):
            votes = votes + table(ids[..., column])
        count = ids.shape[1]
        padded = nn.functional.pad(votes, (0, 0, NEAR, NEAR))
        total = self.bias + sum(padded[:, at : at + count, at] for at in range(2 * NEAR + 1))
        mark, case = before[..., MARK], ids[..., CASE]
        return total + self.gap(mark * len(CASES) + case).squeeze(-1)
