"""`diarfix train`: fit the solver's numbers, and what a language model's opinion weighs, on data."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import opinion as asking
from diarfix.errors import DiarfixError

app = typer.Typer(help="Fit diarfix's numbers on data.", no_args_is_help=True)


@app.callback()
def _train() -> None:
    """Fit diarfix's numbers on data (needs `pip install diarfix[train]`)."""


@app.command()
def weights(
    real: Path = typer.Option(..., "--real", metavar="FILE", help="Raw and reviewed pairs, JSON lines."),
    clean: Path | None = typer.Option(
        None, "--clean", metavar="ARCHIVE", help="Clean Markdown transcripts (tar.xz) to simulate errors in."
    ),
    out: Path = typer.Option(..., "-o", "--out", metavar="FILE", help="Write the weights here (JSON)."),
    folds: Path | None = typer.Option(
        None, "--folds", metavar="FILE", help="Write the weights by held-out series, for `diarfix bench --folds`."
    ),
    seed: int = typer.Option(1, "--seed", metavar="N", help="The same seed simulates the same errors."),
    simulated_weight: float = typer.Option(
        0.3, "--simulated-weight", metavar="W", help="What a simulated episode counts beside a real one."
    ),
    jobs: int = typer.Option(2, "--jobs", metavar="N", help="Processes that analyse episodes."),
) -> None:
    """Fit the rules' evidence, the solver's noise and the calibration; judge them on held-out series.

    The file holds the weights, the calibration, the folds' results and where all of it comes from.
    """
    _need_scipy()
    from diarfix.bench.folds import write_folds
    from diarfix.formats import write_path
    from diarfix.render import screen
    from diarfix.train import corpus
    from diarfix.train import weights as training
    from diarfix.train.data import make_samples
    from diarfix.train.fit import Penalty

    console = screen.stderr()
    console.print(f"analysing the pairs of {real.name}", highlight=False)
    samples = list(make_samples(corpus.real_corpus(real), jobs))
    simulated = []
    if clean is not None:
        console.print(f"analysing errors simulated in {clean.name}", highlight=False)
        pairs = corpus.simulated_corpus(clean, corpus.MIXTURE, seed, simulated_weight)
        simulated = list(make_samples(pairs, jobs))
    penalty = Penalty()
    trained = training.train(samples, simulated, penalty, lambda line: console.print(line, highlight=False))
    provenance = {
        "command": "diarfix train weights",
        "real": f"{real.name} ({training.fingerprint(real)}), {len(samples)} episodes",
        "simulated": f"{clean.name} ({training.fingerprint(clean)}), {len(simulated)} episodes" if clean else "none",
        "mixture": {share.recipe: share.episodes for share in corpus.MIXTURE} if clean else {},
        "penalty": {"features": penalty.features, "rules": penalty.rules},
        "seed": seed,
        "simulated_weight": simulated_weight,
    }
    training.write(out, trained, provenance)
    if folds is not None:
        write_path(folds, write_folds(trained.folds))
    for row in training.curve([outcome for part in trained.by_series.values() for outcome in part]):
        line = "{posterior:.2f}  {edits:4d} edits  {repaired:4d} words repaired  {broken:4d} broken"
        console.print("held-out series, posterior from " + line.format(**row), highlight=False)


@app.command()
def opinion(
    real: Path = typer.Option(..., "--real", metavar="FILE", help="Raw and reviewed pairs, JSON lines."),
    llm: str = typer.Option(..., "--llm", metavar="MODEL", help="The model: openai:URL#NAME or gguf:FILE."),
    folds: Path = typer.Option(
        ..., "--folds", metavar="FILE", help="The solver's weights by held-out series (diarfix train weights --folds)."
    ),
    out: Path | None = typer.Option(None, "-o", "--out", metavar="FILE", help="Put the fitted weight into this file."),
    limit: int | None = typer.Option(None, min=1, metavar="N", help="Only the first N episodes."),
    allow_remote_llm: bool = asking.REMOTE,
    no_llm_cache: bool = asking.NO_CACHE,
) -> None:
    """Fit what a language model's opinion weighs, and judge on held-out series whether it helps."""
    _need_scipy()
    from itertools import islice

    from diarfix.bench.folds import read_folds
    from diarfix.measure.datasets import real_pairs
    from diarfix.render import screen
    from diarfix.train import opinion as training

    second = asking.consult(llm, None, allow_remote_llm, no_llm_cache)
    assert second is not None
    console = screen.stderr()
    episodes = list(islice(real_pairs(real), limit))
    heard = training.hear_all(episodes, read_folds(folds), second, lambda line: console.print(line, highlight=False))
    found = training.judge_all(heard, second)
    for line in training.told(found):
        console.print(line, highlight=False)
    if out is not None:
        training.write(out, second.model.name, found, {"real": training.origin(real, len(episodes))})


def _need_scipy() -> None:
    try:
        import scipy  # noqa: F401
    except ImportError as problem:
        raise DiarfixError("E603", "training needs scipy", "run: pip install 'diarfix[train]'") from problem
