"""The boundary network in PyTorch: hashed word embeddings, dilated convolutions, a bidirectional GRU."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from diarfix.neural.words import CASES, EDGES, MARKS


@dataclass(frozen=True)
class Size:
    """Widths of the network. `vocabulary` counts the unknown form, too."""

    vocabulary: int
    form: int = 128
    edge: int = 32
    mark: int = 16
    case: int = 8
    width: int = 192
    recurrent: int = 96
    head: int = 128
    dilations: tuple[int, ...] = (1, 2, 4, 8, 16, 1, 2, 4)


class Block(nn.Module):
    """A residual convolution over three words, `dilation` apart."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.convolution = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.mix = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, words, width) to the same shape."""
        inner = self.convolution(self.norm(x).transpose(1, 2)).transpose(1, 2)
        mixed: Tensor = self.mix(functional.gelu(inner))
        return x + mixed


class BoundaryNetwork(nn.Module):
    """Logits that the speaker changes before each word."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.form = nn.Embedding(size.vocabulary, size.form)
        self.prefix = nn.Embedding(EDGES, size.edge)
        self.suffix = nn.Embedding(EDGES, size.edge)
        self.mark = nn.Embedding(len(MARKS), size.mark)
        self.case = nn.Embedding(len(CASES), size.case)
        for table in (self.form, self.prefix, self.suffix, self.mark, self.case):
            nn.init.normal_(table.weight, std=0.1)
        joined = size.form + 2 * size.edge + size.mark + size.case
        self.enter = nn.Linear(joined, size.width)
        self.blocks = nn.ModuleList([Block(size.width, dilation) for dilation in size.dilations])
        self.norm = nn.LayerNorm(size.width)
        self.recurrent = nn.GRU(size.width, size.recurrent, batch_first=True, bidirectional=True)
        seen = size.width + 2 * size.recurrent
        self.middle = nn.Linear(2 * seen, size.head)
        self.change = nn.Linear(size.head, 1)

    def forward(self, ids: Tensor) -> Tensor:
        """`ids` (batch, words, 5) to (batch, words) logits."""
        tables = (self.form, self.prefix, self.suffix, self.mark, self.case)
        columns = [table(ids[..., column]) for column, table in enumerate(tables)]
        x = self.enter(torch.cat(columns, -1))
        for block in self.blocks:
            x = block(x)
        x = self.norm(x)
        x = torch.cat([x, self.recurrent(x)[0]], -1)
        before = torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], 1)
        change: Tensor = self.change(functional.gelu(self.middle(torch.cat([before, x], -1))))
        return change.squeeze(-1)
