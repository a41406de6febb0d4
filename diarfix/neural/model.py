"""Running the bundled network: one load, windows in batches, logits for every gap between two words."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from diarfix.errors import DiarfixError
from diarfix.neural.words import Ids, encode, read_vocabulary

WINDOW = 256
"""Words that the network sees at once."""

STEP = 192
"""Words of a window whose logits are kept; the rest is context, half of it on either side."""

BATCH = 16
"""Windows at once: more is hardly faster and takes more memory."""

Logits = NDArray[np.float32]


class Network(Protocol):
    """What runs a batch: ids (windows, words, 5) to logits (windows, words)."""

    def __call__(self, ids: Ids) -> Logits:
        """Log-odds that the speaker changes before each word."""


@dataclass(frozen=True)
class BoundaryModel:
    """A network with its vocabulary. `card` says what it is and where it comes from."""

    network: Network
    vocabulary: dict[str, int]
    card: dict[str, Any]

    def changes(self, words: Sequence[str]) -> Logits:
        """Log-odds that the speaker changes before each word, by the words alone; shape (words,)."""
        ids = encode(words, self.vocabulary)
        found = np.zeros(len(ids), dtype=np.float32)
        places = list(window_places(len(ids)))
        for first in range(0, len(places), BATCH):
            part = places[first : first + BATCH]
            logits = self.network(np.stack([_cut(ids, begin) for begin, _, _ in part]))
            for row, (begin, start, end) in enumerate(part):
                found[start:end] = logits[row, start - begin : end - begin]
        # Digits that another processor may compute otherwise decide nothing.
        return found.round(3)


def window_places(count: int) -> Iterator[tuple[int, int, int]]:
    """`(begin, start, end)` of windows over `count` words: a window holds words from `begin` on (it may reach over
    the end) and gives the logits of words `start:end`.

    >>> list(window_places(300))
    [(0, 0, 192), (44, 192, 300)]
    """
    for start in range(0, count, STEP):
        begin = max(0, min(start - (WINDOW - STEP) // 2, count - WINDOW))
        yield begin, start, min(count, start + STEP)


def _cut(rows: Ids, begin: int) -> Ids:
    part = rows[begin : begin + WINDOW]
    short = WINDOW - len(part)
    return np.concatenate([part, np.zeros((short, *rows.shape[1:]), dtype=rows.dtype)]) if short else part


class OnnxNetwork:
    """A network in an ONNX file, run on the CPU."""

    def __init__(self, data: bytes, threads: int = 0) -> None:
        """`threads` 0 takes as many as `DIARFIX_THREADS` says, or as there are cores."""
        # Loading the runtime takes longer than all of diarfix; who runs without the model shall not wait for it.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or _threads()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def __call__(self, ids: Ids) -> Logits:
        """See `Network`."""
        logits: Logits = self._session.run(None, {"ids": ids})[0]
        return logits


def _threads() -> int:
    given = os.environ.get("DIARFIX_THREADS", "")
    return int(given) if given.isdecimal() else 0


def read_model(folder: Traversable) -> BoundaryModel:
    """The model in a folder that `diarfix train model` wrote. Raises E604 where it cannot be read."""
    try:
        return BoundaryModel(
            OnnxNetwork(folder.joinpath("boundary.onnx").read_bytes()),
            read_vocabulary(folder.joinpath("vocabulary.txt").read_text(encoding="utf-8")),
            json.loads(folder.joinpath("card.json").read_text(encoding="utf-8")),
        )
    except Exception as problem:
        # The runtime raises errors of its own for a file that is no network.
        what = f"the boundary model cannot be loaded ({str(problem).splitlines()[0]})"
        raise DiarfixError("E604", what, "install diarfix again, or leave it out with --no-model") from None


@lru_cache(4)
def load_model(folder: Path) -> BoundaryModel:
    """`read_model`, once for each folder."""
    return read_model(folder)


@cache
def bundled_model() -> BoundaryModel:
    """The model that comes with diarfix (`diarfix/data/boundary`), loaded once. Raises E604."""
    return read_model(files("diarfix").joinpath("data/boundary"))
