"""Training the boundary network in resumable steps on clean transcripts, and writing it as ONNX.

The network learns where people take turns by the words alone, from labels that people wrote; it never sees a
recogniser's labels, so that no simulated error can mislead it. How far those can be trusted, and what the network's
word counts against them, is fitted with the rules' weights. The data, the seed and the number of steps decide the
result; the clock does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from diarfix.formats.io import write_bytes
from diarfix.model import Transcript
from diarfix.neural.model import WINDOW
from diarfix.neural.words import FORM, UNKNOWN_FORM, Ids, describe, encode
from diarfix.simulate.corpus import is_held_out
from diarfix.train.linear import LinearNetwork
from diarfix.train.network import BoundaryNetwork, Size
from diarfix.train.style import restyle

VOCABULARY = 20_000
"""Most frequent forms that get an embedding of their own."""

EDGE = 8
"""Words at either end of a window whose changes are not learned: their context is cut."""

@dataclass(frozen=True)
class Kind:
    """A network to train: how it is built from a vocabulary, its highest learning rate, the windows of a step.

    `half` computes in bfloat16 where that loses nothing that matters, which is twice as fast for a large network.
    """

    build: Callable[[Sequence[str]], nn.Module]
    rate: float
    batch: int = 48
    half: bool = False


def _encoder(vocabulary: Sequence[str]) -> nn.Module:
    # Its packages are heavy and only needed to compare.
    from diarfix.train.encoder import EncoderNetwork

    return EncoderNetwork(vocabulary)


def _convolution(vocabulary: Sequence[str]) -> nn.Module:
    # What a small network cannot learn from one show's words alone: how rare ones are used elsewhere.
    from diarfix.train.minilm import pretrained

    network = BoundaryNetwork(Size(len(vocabulary) + 1))
    with torch.no_grad():
        network.form.weight.copy_(pretrained(network.size.form, vocabulary) * START)
    return network


NETWORKS = {
    "convolution": Kind(_convolution, 2e-3, half=True),
    "linear": Kind(lambda vocabulary: LinearNetwork(len(vocabulary) + 1), 1e-2),
    "encoder": Kind(_encoder, 2e-4, batch=16, half=True),
}
"""What `diarfix train model --network` takes; the first is the one that ships."""

START = 0.1
"""Standard deviation of the embeddings that a network starts with."""

FORGOTTEN = 0.05
"""Share of the words whose form is hidden while a network learns, as those of other shows are unknown to it."""

WARM_UP = 200
SAVE_EVERY = 100
"""Steps between two checkpoints."""


@dataclass(frozen=True)
class Corpus:
    """Clean episodes end to end: ids (n, 5), speakers (n,), and where episodes start; the vocabulary in order."""

    ids: NDArray[np.uint16]
    speakers: NDArray[np.int16]
    starts: tuple[int, ...]
    vocabulary: tuple[str, ...]

    def episodes(self, held_out: bool) -> list[tuple[int, int]]:
        """`(start, end)` of the episodes to learn from, or of those held out."""
        spans = list(zip(self.starts, (*self.starts[1:], len(self.ids)), strict=True))
        return [span for at, span in enumerate(spans) if is_held_out(at) == held_out]


def read_corpus(transcripts: Iterable[Transcript]) -> Corpus:
    """Two passes in one: words by episode, then the vocabulary, then ids."""
    episodes = [([word.text for word in item.words], item.speakers) for item in transcripts]
    counts: Counter[str] = Counter()
    for word, count in Counter(word for words, _ in episodes for word in words).items():
        counts[describe(word)[0]] += count
    common = sorted((form for form in counts if form), key=lambda form: (-counts[form], form))
    vocabulary = tuple(common[: VOCABULARY - 1])
    index = {form: number for number, form in enumerate(vocabulary, 1)}
    ids, speakers, starts = [], [], []
    total = 0
    for words, labels in episodes:
        people: dict[str, int] = {}
        ids.append(encode(words, index).astype(np.uint16))
        speakers.append(np.array([people.setdefault(label, len(people)) for label in labels], dtype=np.int16))
        starts.append(total)
        total += len(words)
    return Corpus(np.concatenate(ids), np.concatenate(speakers), tuple(starts), vocabulary)


def draw_window(
    corpus: Corpus, span: tuple[int, int], rng: np.random.Generator, hidden: float = 0.0
) -> tuple[Ids, Ids]:
    """A random window of an episode, restyled: ids (WINDOW, 5), and 1 where the speaker changes (WINDOW,).

    `hidden` is the share of the words whose form is not told.
    """
    start = int(rng.integers(span[0], span[1] - WINDOW))
    ids = corpus.ids[start : start + WINDOW].astype(np.int64)
    change = _changes(corpus.speakers[start : start + WINDOW])
    restyle(ids, change, rng)
    if hidden:
        ids[rng.random(WINDOW) < hidden, FORM] = UNKNOWN_FORM
    return ids, change


def _changes(labels: NDArray[Any]) -> Ids:
    changes = np.zeros(len(labels), dtype=np.int64)
    changes[1:] = labels[1:] != labels[:-1]
    return changes


@dataclass
class Run:
    """A training under way; all of it is in a checkpoint, so that a stopped run goes on as if it had not."""

    network: nn.Module
    kind: Kind
    optimiser: torch.optim.Optimizer
    rng: np.random.Generator
    step: int = 0

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rng": self.rng.bit_generator.state,
            "step": self.step,
        }
        buffer = BytesIO()
        torch.save(state, buffer)
        write_bytes(path, buffer.getvalue())

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=False)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rng.bit_generator.state = state["rng"]
        self.step = state["step"]


def start(corpus: Corpus, kind: str, seed: int) -> Run:
    """A new run of one of `NETWORKS`."""
    torch.manual_seed(seed)
    chosen = NETWORKS[kind]
    network = chosen.build(corpus.vocabulary)
    optimiser = torch.optim.AdamW(network.parameters(), lr=chosen.rate, weight_decay=0.01)
    return Run(network, chosen, optimiser, np.random.default_rng(seed))


def train(run: Run, corpus: Corpus, steps: int, checkpoint: Path, report: Callable[[int, float], None]) -> None:
    """Train up to `steps`; a checkpoint every `SAVE_EVERY` steps. `report` is told each step's loss."""
    spans = [span for span in corpus.episodes(held_out=False) if span[1] - span[0] > WINDOW]
    lengths = np.array([end - begin for begin, end in spans], dtype=float)
    while run.step < steps:
        for group in run.optimiser.param_groups:
            group["lr"] = run.kind.rate * min(1.0, (run.step + 1) / WARM_UP) * (1 - run.step / steps) + 1e-5
        chosen = run.rng.choice(len(spans), run.kind.batch, p=lengths / lengths.sum())
        windows = [draw_window(corpus, spans[at], run.rng, FORGOTTEN) for at in chosen]
        with torch.autocast("cpu", torch.bfloat16, enabled=run.kind.half):
            loss = _loss(run.network, windows)
        run.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
        run.optimiser.step()
        run.step += 1
        report(run.step, float(loss.detach()))
        if run.step % SAVE_EVERY == 0 or run.step == steps:
            run.save(checkpoint)


def _loss(network: nn.Module, windows: list[tuple[Ids, Ids]]) -> Tensor:
    """Cross-entropy of the changes, in nats a word."""
    ids, change = (torch.from_numpy(np.stack(rows)) for rows in zip(*windows, strict=True))
    logits = network(ids)[:, EDGE:-EDGE]
    return functional.binary_cross_entropy_with_logits(logits.float(), change[:, EDGE:-EDGE].float())


@torch.no_grad()
def held_out_loss(run: Run, corpus: Corpus, windows: int = 480) -> float:
    """The loss on episodes that were not learned from; the same windows every time."""
    rng = np.random.default_rng(0)
    spans = [span for span in corpus.episodes(held_out=True) if span[1] - span[0] > WINDOW]
    drawn = [draw_window(corpus, spans[at % len(spans)], rng) for at in range(windows)] if spans else []
    run.network.eval()
    losses = [float(_loss(run.network, drawn[at : at + 16])) for at in range(0, len(drawn), 16)]
    run.network.train()
    return float(np.mean(losses)) if losses else float("nan")


def export(network: nn.Module, path: Path) -> None:
    """Write the network as ONNX with free batch and window sizes."""
    network.eval()
    ids = torch.zeros((2, WINDOW, 5), dtype=torch.int64)
    part = path.with_suffix(".part")
    torch.onnx.export(
        network,
        (ids,),
        str(part),
        input_names=["ids"],
        output_names=["change"],
        dynamic_axes={name: {0: "windows", 1: "words"} for name in ("ids", "change")},
        opset_version=17,
        dynamo=False,
    )
    part.replace(path)
