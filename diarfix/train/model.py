"""`diarfix train model`: read, train in resumable steps, write network, vocabulary and card."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

import diarfix
from diarfix.formats import write_path
from diarfix.neural.model import WINDOW
from diarfix.simulate import changelog
from diarfix.train import boundary
from diarfix.train.weights import fingerprint


def train_model(
    clean: Path, out: Path, kind: str, steps: int, seed: int, threads: int, progress: Callable[[int, float], None]
) -> None:
    """Train up to `steps` and write `boundary.onnx`, `vocabulary.txt` and `card.json` into `out`.

    A run that was stopped goes on from its checkpoint in `out`. `progress` is told of every step and its loss.
    Raises E101 where the archive cannot be read.
    """
    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    corpus = boundary.read_corpus(changelog(clean))
    checkpoint = out / f"{kind}-seed{seed}-of{steps}.checkpoint"
    run = boundary.start(corpus, kind, seed)
    if checkpoint.is_file():
        run.load(checkpoint)

    boundary.train(run, corpus, steps, checkpoint, progress)
    write(run, corpus, out, _card(run, corpus, clean, kind, steps, seed))
    checkpoint.unlink(missing_ok=True)


def write(run: boundary.Run, corpus: boundary.Corpus, out: Path, card: dict[str, Any]) -> None:
    """The three files that `diarfix.neural` reads."""
    boundary.export(run.network, out / "boundary.onnx")
    write_path(out / "vocabulary.txt", "\n".join(corpus.vocabulary) + "\n")
    write_path(out / "card.json", json.dumps(card, indent=1, sort_keys=True) + "\n")


def _card(
    run: boundary.Run, corpus: boundary.Corpus, clean: Path, kind: str, steps: int, seed: int
) -> dict[str, Any]:
    return {
        "diarfix": diarfix.__version__,
        "command": f"diarfix train model --clean {clean.name} --network {kind} --steps {steps} --seed {seed}",
        "data": {
            "name": "The Changelog's transcripts, https://github.com/thechangelog/transcripts",
            "licence": "CC BY-SA 4.0, Changelog Media LLC",
            "file": f"{clean.name} ({fingerprint(clean)})",
            "episodes": len(corpus.episodes(held_out=False)),
            "words": sum(end - start for start, end in corpus.episodes(held_out=False)),
        },
        "held_out_loss": {
            "episodes": len(corpus.episodes(held_out=True)),
            "nats_a_word": round(boundary.held_out_loss(run, corpus), 4),
        },
        "parameters": sum(parameter.numel() for parameter in run.network.parameters()),
        "words_seen": steps * run.kind.batch * WINDOW,
        "torch": torch.__version__,
    }
