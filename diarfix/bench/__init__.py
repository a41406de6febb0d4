"""The repair measured on sets of episodes with references.

    report = run("seeds")                       # a folder or a manifest
    report.sets[0].counts.ratio                 # words repaired for each one broken
    print_report(report, console)               # or to_json, to_markdown, to_html
"""

from diarfix.bench.baselines import BASELINES, Baseline
from diarfix.bench.episode import EpisodeResult, measure
from diarfix.bench.manifest import Suite, read_manifests
from diarfix.bench.markdown import to_markdown
from diarfix.bench.page import to_html
from diarfix.bench.payload import to_json
from diarfix.bench.report import BenchReport, SetReport
from diarfix.bench.run import run, run_suites
from diarfix.bench.table import print_report

__all__ = [
    "BASELINES",
    "Baseline",
    "BenchReport",
    "EpisodeResult",
    "SetReport",
    "Suite",
    "measure",
    "print_report",
    "read_manifests",
    "run",
    "run_suites",
    "to_html",
    "to_json",
    "to_markdown",
]
