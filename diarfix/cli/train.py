"""`diarfix train`: fit the solver's numbers, and what a language model's opinion weighs, on data."""

from __future__ import annotations

import importlib.util
from functools import partial
from pathlib import Path

import typer

from diarfix.cli import opinion as asking
from diarfix.errors import DiarfixError

app = typer.Typer(help="Fit diarfix's numbers on data.", no_args_is_help=True)


@app.callback()
def _train() -> None:
    """Fit diarfix's numbers on data (needs `pip install diarfix[train]`)."""


def _need(*packages: str) -> None:
    """Raise E603 where a package of the extra is missing; nothing is imported."""
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    if missing:
        what = f"training needs {' and '.join(missing)}"
        raise DiarfixError("E603", what, "run: pip install 'diarfix[train]'")


@app.command()
def model(
    clean: Path = typer.Option(
        ..., "--clean", metavar="ARCHIVE", help="Clean Markdown transcripts (tar.xz) to learn from."
    ),
    out: Path = typer.Option(..., "-o", "--out", metavar="DIR", help="Write network, vocabulary and card here."),
    network: str = typer.Option("convolution", "--network", metavar="NAME", help="convolution, linear or encoder."),
    steps: int = typer.Option(1500, "--steps", metavar="N", min=1, help="Training steps of 48 windows."),
    seed: int = typer.Option(1, "--seed", metavar="N", help="The same seed gives the same network."),
    threads: int = typer.Option(2, "--threads", metavar="N", min=1, help="Processor cores to use."),
) -> None:
    """Train the boundary network; a stopped run goes on from its last checkpoint in DIR.

    The checkpoint stays until all steps are done. Needs `pip install diarfix[train]`.
    """
    _need("torch", "onnx")
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from diarfix.render import screen
    from diarfix.train.boundary import NETWORKS
    from diarfix.train.model import train_model

    if network not in NETWORKS:
        raise DiarfixError("E601", f"there is no network {network!r}", f"choose one of: {', '.join(NETWORKS)}")
    console = screen.stderr()
    console.print(f"reading {clean.name}", highlight=False)
    columns = (TextColumn("training"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("", total=steps)

        def progress(step: int, loss: float) -> None:
            bar.update(task, completed=step, description=f"loss {loss:.4f}")
            if not console.is_terminal and step % 50 == 0:
                console.print(f"step {step} of {steps}: loss {loss:.4f}", highlight=False)

        train_model(clean, out, network, steps, seed, threads, progress)


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
    model_dir: Path | None = typer.Option(
        None, "--model", metavar="DIR", help="The boundary model to fit with; the bundled one where not given."
    ),
    seed: int = typer.Option(1, "--seed", metavar="N", help="The same seed simulates the same errors."),
    simulated_weight: float = typer.Option(
        0.4, "--simulated-weight", metavar="W", help="What a simulated episode counts beside a real one."
    ),
    jobs: int = typer.Option(2, "--jobs", metavar="N", help="Processes that analyse and fit."),
) -> None:
    """Fit the rules' evidence, the solver's noise and the calibration; judge them on held-out series.

    The file holds the weights, the calibration, the folds' results and where all of it comes from.
    """
    _need("scipy")
    from diarfix.bench.folds import write_folds
    from diarfix.formats import write_path
    from diarfix.render import screen
    from diarfix.solve.weights import RULES, TOGETHER
    from diarfix.train import corpus
    from diarfix.train import weights as training
    from diarfix.train.data import make_samples, rules_alone
    from diarfix.train.fit import Penalty

    say = partial(screen.stderr().print, highlight=False)
    say(f"analysing the pairs of {real.name}")
    samples = list(make_samples(corpus.real_corpus(real), jobs, model_dir))
    simulated = []
    if clean is not None:
        say(f"analysing errors simulated in {clean.name}")
        pairs = corpus.simulated_corpus(clean, corpus.MIXTURE, seed, simulated_weight)
        simulated = list(make_samples(pairs, jobs, model_dir))
    say(TOGETHER)
    penalty = Penalty()
    together = training.train(samples, simulated, penalty, jobs, say)
    say(RULES)
    bare, bare_simulated = [rules_alone(item) for item in samples], [rules_alone(item) for item in simulated]
    alone = training.train(bare, bare_simulated, penalty, jobs, say)
    provenance = {
        "command": "diarfix train weights",
        "real": f"{real.name} ({training.fingerprint(real)}), {len(samples)} episodes",
        "simulated": f"{clean.name} ({training.fingerprint(clean)}), {len(simulated)} episodes" if clean else "none",
        "mixture": {share.recipe: share.episodes for share in corpus.MIXTURE} if clean else {},
        "penalty": {"features": penalty.features, "rules": penalty.rules},
        "steps": penalty.steps,
        "seed": seed,
        "simulated_weight": simulated_weight,
    }
    training.write(out, together, alone, provenance)
    if folds is not None:
        write_path(folds, write_folds((held, own, alone.folds[held]) for held, own in together.folds.items()))
    for title, trained in ((TOGETHER, together), (RULES, alone)):
        say(f"{title}, held-out series: loss {sum(trained.losses.values()):.0f} nats")
        for row in training.curve([outcome for part in trained.by_series.values() for outcome in part]):
            line = "{posterior:.2f}  {edits:4d} edits  {repaired:4d} words repaired  {broken:4d} broken"
            say(f"{title}, held-out series, posterior from {line.format(**row)}")


@app.command()
def people(
    calls: Path = typer.Option(
        ..., "--calls", metavar="DIR", help="Calls as Earnings-21 has them: amazon/, reference/."
    ),
    out: Path = typer.Option(..., "-o", "--out", metavar="FILE", help="Write the numbers here (JSON)."),
    folds: Path | None = typer.Option(
        None, "--folds", metavar="FILE", help="Write the numbers by held-out calls, for `diarfix bench --people-folds`."
    ),
    jobs: int = typer.Option(2, "--jobs", metavar="N", help="Processes that fit."),
) -> None:
    """Fit how the people of a call are told apart; judge on held-out calls."""
    _need("scipy")
    from diarfix.formats import write_path
    from diarfix.measure.datasets import earnings21
    from diarfix.people.numbers import PARTS
    from diarfix.render import screen
    from diarfix.train import calls as training

    say = partial(screen.stderr().print, highlight=False)
    episodes = list(earnings21(calls))
    parts = {}
    for name in PARTS:
        say(name)
        parts[name] = training.train(episodes, name == PARTS[0], jobs, say)
        for line in training.told(parts[name]):
            say(line)
    provenance = {
        "calls": f"{calls.name}, {len(episodes)} calls",
        "command": "diarfix train people",
        "penalty": training.PENALTY,
    }
    write_path(out, training.document(parts, provenance))
    if folds is not None:
        write_path(folds, training.folds_document(parts))


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
    _need("scipy")
    from itertools import islice

    from diarfix.bench.folds import read_folds
    from diarfix.measure.datasets import real_pairs
    from diarfix.render import screen
    from diarfix.train import opinion as training

    second = asking.consult(llm, None, allow_remote_llm, no_llm_cache)
    assert second is not None
    say = partial(screen.stderr().print, highlight=False)
    episodes = list(islice(real_pairs(real), limit))
    unseen = read_folds(folds, model=True)
    heard = training.hear_all(episodes, unseen, second, say)
    found = training.judge_all(heard, second)
    for line in training.told(found):
        say(line)
    if out is not None:
        training.write(out, second.model.name, found, training.origin(real, len(episodes), folds))
