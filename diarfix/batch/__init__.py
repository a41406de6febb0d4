"""Archives: thousands of episodes repaired in parallel, with a journal that lets a stopped run go on.

    source.find -> Episode...   work.repair_episode (in a worker) -> Outcome   journal, tables <- run.run
"""

from __future__ import annotations

from diarfix.batch.record import Episode, Orders, Outcome, Totals
from diarfix.batch.run import Run, run
from diarfix.batch.source import find_episodes

__all__ = ["Episode", "Orders", "Outcome", "Run", "Totals", "find_episodes", "run"]
