"""`diarfix train weights`: fit the solver's numbers on data."""

from __future__ import annotations

from pathlib import Path

import typer

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
    try:
        import scipy  # noqa: F401
    except ImportError as problem:
        raise DiarfixError("E603", "training needs scipy", "run: pip install 'diarfix[train]'") from problem
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
