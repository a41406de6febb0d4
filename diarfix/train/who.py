"""Does the boundary network know who goes on? A head on its frozen states, judged on episodes it has not seen.

    python -m diarfix.train.who changelog_train.tar.xz --steps 500

The head is asked of two turns that do not meet, within one window, whether one person said both. It sees how the trunk
reads either turn, how long they are and how far apart. Two turns apart it is the question whether whoever spoke before
an interruption goes on after it. What it knows is measured against what the distance alone says.

    turns     | A | B | A | C |
    asked     A-A (2 apart), B-C (2 apart), A-C (3 apart)
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from diarfix.neural.model import WINDOW
from diarfix.neural.words import Ids
from diarfix.simulate import changelog
from diarfix.train.boundary import Corpus, draw_window, read_corpus

FARTHEST = 5
"""Turns apart of the pairs that are asked about; the nearest are 2 apart, since neighbours differ."""

BATCH = 24
RATE = 2e-3
JUDGED = 1200
"""Held-out windows."""

WIDTH = 96
SIZES = ((1, 8), (8, 20), (20, WINDOW))
"""Words of the shorter turn, by which results are shown."""

States = NDArray[np.float32]

Trunk = Callable[[Ids], States]
"""ids (windows, words, 5) to states (windows, words, width)."""


class BoundaryTrunk:
    """The boundary network in ONNX up to its last layers; a `Trunk`."""

    def __init__(self, data: bytes) -> None:
        graph = onnx.load_from_string(data)
        # The head joins each word's states with those of the word before; the states are what goes into that.
        self._name = [node for node in graph.graph.node if node.op_type == "Concat"][-1].input[-1]
        graph.graph.output.append(onnx.helper.make_empty_tensor_value_info(self._name))
        self._session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])

    def __call__(self, ids: Ids) -> States:
        """See `Trunk`."""
        states: States = self._session.run([self._name], {"ids": ids})[0]
        return states


@dataclass(frozen=True)
class Asked:
    """Pairs of turns: whether one person said both, how many turns apart they are, words of the shorter one."""

    same: Tensor
    apart: Tensor
    words: Tensor


class WhoHead(nn.Module):
    """The log-odds that one person said both turns of a pair."""

    def __init__(self, states: int) -> None:
        super().__init__()
        self.enter = nn.Sequential(nn.Linear(states, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.pair = nn.Sequential(nn.Linear(3 * WIDTH + 2, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, 1))
        self.prior = nn.Embedding(FARTHEST + 1, 1)
        nn.init.zeros_(self.prior.weight)

    def forward(self, states: Sequence[Tensor], speakers: Sequence[NDArray[np.int16]]) -> tuple[Tensor, Asked]:
        """Windows of `states` (words, width) with who said each word: logits and the pairs they are of."""
        rows, asked = [], []
        for window, spoken in zip(states, speakers, strict=True):
            cuts = [0, *(np.flatnonzero(spoken[1:] != spoken[:-1]) + 1), len(spoken)]
            pairs = [(a, b) for a in range(len(cuts) - 1) for b in range(a + 2, min(len(cuts) - 1, a + FARTHEST + 1))]
            if not pairs:
                continue
            first, second = (torch.tensor(side) for side in zip(*pairs, strict=True))
            total = functional.pad(self.enter(window).cumsum(0), (0, 0, 1, 0))[torch.tensor(cuts)]
            words = torch.tensor(cuts).diff()
            means = total.diff(dim=0) / words[:, None]
            ours, theirs = means[first], means[second]
            sizes = words[first].float().log()[:, None], words[second].float().log()[:, None]
            rows.append(torch.cat([ours * theirs, (ours - theirs).abs(), ours + theirs, *sizes], 1))
            who = torch.from_numpy(spoken[cuts[:-1]].astype(np.int64))
            asked.append((who[first] == who[second], second - first, torch.minimum(words[first], words[second])))
        same, apart, shorter = (torch.cat(column) for column in zip(*asked, strict=True))
        logits = self.pair(torch.cat(rows)).squeeze(-1) + self.prior(apart).squeeze(-1)
        return logits, Asked(same.float(), apart, shorter)


def draw(corpus: Corpus, held_out: bool, count: int, rng: np.random.Generator) -> tuple[Ids, list[NDArray[np.int16]]]:
    """Restyled windows in which at least three turns stand, and who said each word."""
    spans = [span for span in corpus.episodes(held_out) if span[1] - span[0] > WINDOW]
    lengths = np.array([end - start for start, end in spans], dtype=float)
    ids: list[Ids] = []
    speakers: list[NDArray[np.int16]] = []
    while len(ids) < count:
        span = spans[rng.choice(len(spans), p=lengths / lengths.sum())]
        start = int(rng.integers(span[0], span[1] - WINDOW))
        spoken = corpus.speakers[start : start + WINDOW]
        if np.count_nonzero(spoken[1:] != spoken[:-1]) >= 2:
            # A span that holds one window: the window's place is drawn here, so that its speakers are known.
            ids.append(draw_window(corpus, (start, start + WINDOW + 1), rng)[0])
            speakers.append(spoken)
    return np.stack(ids), speakers


def train(trunk: Trunk, corpus: Corpus, steps: int, seed: int) -> WhoHead:
    """Fit a head on windows that are seen once each."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    head = WhoHead(trunk(np.zeros((1, WINDOW, 5), dtype=np.int64)).shape[-1])
    optimiser = torch.optim.AdamW(head.parameters(), weight_decay=0.05)
    for step in range(steps):
        ids, speakers = draw(corpus, False, BATCH, rng)
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        logits, asked = head(list(torch.from_numpy(trunk(ids))), speakers)
        loss = functional.binary_cross_entropy_with_logits(logits, asked.same)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return head.eval()


@torch.no_grad()
def judge(trunk: Trunk, head: WhoHead, corpus: Corpus, windows: int = JUDGED) -> Iterator[str]:
    """What the head knows of held-out windows, as lines, by distance and by words of the shorter turn."""
    rng = np.random.default_rng(0)
    parts = []
    for _ in range(0, windows, BATCH):
        ids, speakers = draw(corpus, True, BATCH, rng)
        parts.append(head(list(torch.from_numpy(trunk(ids))), speakers))
    logits = torch.cat([part[0] for part in parts]).numpy()
    columns = [(asked.same, asked.apart, asked.words) for _, asked in parts]
    same, apart, words = (torch.cat(column).numpy() for column in zip(*columns, strict=True))
    for distance in range(2, FARTHEST + 1):
        for low, high in SIZES:
            chosen = (apart == distance) & (words >= low) & (words < high)
            if 0 < same[chosen].sum() < chosen.sum():
                yield f"{distance} turns apart, {low:2d}+ words: {_measures(logits[chosen], same[chosen])}"


def _measures(logits: NDArray[np.float32], same: NDArray[np.float32]) -> str:
    share = float(same.mean())
    alone = -share * np.log(share) - (1 - share) * np.log(1 - share)
    loss = float(np.logaddexp(0, np.where(same > 0, -logits, logits)).mean())
    ranks = logits.argsort().argsort() + 1
    positive = int(same.sum())
    area = (ranks[same > 0].sum() - positive * (positive + 1) / 2) / (positive * (len(same) - positive))
    return (f"{len(same):5d} pairs, {share:.1%} one person; nats a pair {alone:.3f} by distance, "
            f"{loss:.3f} by the head; area under the curve {area:.2f}")


def main(argv: Sequence[str] | None = None) -> None:
    """Train the head and print what it knows."""
    parser = argparse.ArgumentParser(prog="python -m diarfix.train.who")
    parser.add_argument("clean", type=Path)
    parser.add_argument("--steps", type=int, default=500, help=f"batches of {BATCH} windows")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    # The tensors are small: more threads only wait for each other.
    torch.set_num_threads(1)
    corpus = read_corpus(changelog(given.clean))
    trunk = BoundaryTrunk(files("diarfix").joinpath("data/boundary/boundary.onnx").read_bytes())
    head = train(trunk, corpus, given.steps, given.seed)
    for line in judge(trunk, head, corpus):
        print(line)


if __name__ == "__main__":
    main()
