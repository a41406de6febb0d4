"""The repair measured on sets of episodes with references.

    report = run("seeds")                       # a folder or a manifest
    report.sets[0].counts.ratio                 # words repaired for each one broken
    to_json(report), to_markdown(report), to_html(report), print_report(report, console)
"""

from diarfix.bench.baselines import BASELINES, Baseline
from diarfix.bench.episode import EpisodeResult, measure
from diarfix.bench.manifest import Suite, read_manifests
from diarfix.bench.report import BenchReport, SetReport
from diarfix.bench.run import run, run_suites

__all__ = [
    "BASELINES",
    "Baseline",
    "BenchReport",
    "EpisodeResult",
    "SetReport",
    "Suite",
    "measure",
    "read_manifests",
    "run",
    "run_suites",
]
