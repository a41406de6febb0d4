"""A transcript measured against its reference.

    report = score(read_path("gold.txt"), read_path("fixed.txt"), raw=read_path("raw.txt"))
    print_report(report, console)  # or to_json(report): see docs/score.md
"""

from diarfix.score.cpwer import CpCounts, cp_counts
from diarfix.score.excerpts import Excerpt, Part, excerpt
from diarfix.score.payload import to_json
from diarfix.score.report import ConfusionRow, LabelRow, Report, score
from diarfix.score.table import print_report

__all__ = [
    "ConfusionRow",
    "CpCounts",
    "Excerpt",
    "LabelRow",
    "Part",
    "Report",
    "cp_counts",
    "excerpt",
    "print_report",
    "score",
    "to_json",
]
