"""The run itself: what is done is passed over, the rest goes to workers, a journal keeps what comes back."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Any

from diarfix.batch import store
from diarfix.batch.journal import Journal
from diarfix.batch.pools import Pool, cluster_pool, local_pool
from diarfix.batch.record import Orders, Outcome, Totals
from diarfix.batch.tables import require_arrow, write_tables
from diarfix.errors import DiarfixError, Place

FOLDER = ".diarfix-batch"
"""Where journal and lock lie, inside the destination unless told otherwise."""

LOOK = 0.5
"""Seconds between looks at interrupts and time-outs."""

Tell = Callable[[Outcome | None, Totals], None]
"""Told every outcome, and None now and then."""


@dataclass(frozen=True)
class Run:
    """How a batch is run.

    `out` is a folder or URL, `state` the folder of journal and lock, `tag` goes into the names of journal and tables
    so that shards can share a destination. `settings` names everything besides the inputs that the outcome depends on.
    """

    out: str
    state: Path
    settings: str
    workers: int
    scheduler: str | None = None
    timeout: float | None = None
    resume: bool = False
    tag: str = ""

    def named(self, name: str, ending: str) -> str:
        """The name of a file of this run, with the shard's tag."""
        return f"{name}{self.tag}{ending}"


class Interrupted(Exception):
    """The run was stopped from outside. What was done stands in the journal."""


class _Stop:
    """Counts interrupts: after the first no episode is begun, a second does not wait for those under way."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.count += 1


@contextmanager
def _interrupts() -> Iterator[_Stop]:
    stop = _Stop()
    old = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def run(orders: Sequence[Orders], plan: Run, tell: Tell) -> Totals:
    """Carry out all orders that are not done yet, then write the tables; `orders` come by key.

    Raises E105, E603, E622, E625, and `Interrupted`.
    """
    require_arrow()
    with _locked(plan), _interrupts() as stop:
        journal = Journal.open(plan.state / plan.named("journal", ".jsonl"), plan.settings, plan.resume)
        try:
            left = [order for order in orders if not _is_done(order, journal)]
            totals = replace(Totals(), skipped=len(orders) - len(left))
            tell(None, totals)
            if left:
                with _pool(plan, left) as pool:
                    totals = _carry_out(left, pool, journal, stop, totals, tell)
            _write_tables([order.episode.key for order in orders], plan, journal)
        finally:
            journal.close()
    if stop.count:
        raise Interrupted
    return totals


def _carry_out(
    left: Sequence[Orders], pool: Pool, journal: Journal, stop: _Stop, totals: Totals, tell: Tell
) -> Totals:
    """Keep the pool busy, never with more than its width, until nothing is left or someone interrupts."""
    arrived: SimpleQueue[Outcome] = SimpleQueue()
    coming = iter(left)
    under_way = 0
    more = True
    width, looked = pool.width, time.monotonic()
    while under_way or more:
        while more and under_way < width and not stop.count:
            order = next(coming, None)
            if order is None:
                more = False
                break
            pool.submit(order, arrived.put)
            under_way += 1
        if stop.count:
            more = False
        if stop.count > 1 or not under_way:
            break
        try:
            outcome = arrived.get(timeout=LOOK)
        except Empty:
            outcome = None
        if outcome is not None:
            under_way -= 1
            journal.add(outcome)
            totals = totals.plus(outcome)
        tell(outcome, totals)
        if time.monotonic() - looked > LOOK:
            pool.look()
            width, looked = pool.width, time.monotonic()
    return totals


def _is_done(order: Orders, journal: Journal) -> bool:
    """Whether an earlier run finished this episode, from the input as it is now, and its output is still there."""
    entry = journal.entries.get(order.episode.key)
    if entry is None or entry.state != "done" or entry.output != order.target or not store.exists(order.target):
        return False
    try:
        return store.stamp(order.episode.url) == entry.stamp
    except DiarfixError:
        return False  # the worker will tell what is wrong with it


def _pool(plan: Run, left: Sequence[Orders]) -> AbstractContextManager[Pool]:
    if plan.scheduler is not None:
        return cluster_pool(plan.scheduler, plan.timeout)
    model = any(order.options.model for order in left)
    return local_pool(min(plan.workers, len(left)), plan.timeout, model)


@contextmanager
def _locked(plan: Run) -> Iterator[None]:
    """One run at a time may write here; the lock goes with the process, however that ends. Raises E105, E622."""
    from filelock import FileLock, Timeout

    path = plan.state / plan.named("lock", "")
    try:
        plan.state.mkdir(parents=True, exist_ok=True)
        lock: Any = FileLock(path, timeout=0)
        lock.acquire()
    except Timeout:
        raise DiarfixError("E622", "another run is writing here", "wait for it, or give another folder",
                           Place(str(plan.out))) from None
    except OSError as problem:
        raise DiarfixError("E105", f"it cannot be written ({problem.strerror})", "check the folder and its rights",
                           Place(str(path))) from None
    try:
        yield
    finally:
        lock.release()


def _write_tables(keys: list[str], plan: Run, journal: Journal) -> None:
    """Both tables, each whole or not at all. Raises E105."""
    names = [plan.named(name, ".parquet") for name in ("episodes", "edits")]
    made = [plan.state / f".{name}.tmp" for name in names]
    try:
        write_tables(journal.rows(keys), *made)
    except OSError as problem:
        raise DiarfixError("E105", f"the tables cannot be written ({problem})", "mend that and give --resume",
                           Place(str(plan.state))) from None
    for path, name in zip(made, names, strict=True):
        store.write(store.join(plan.out, name), path.read_bytes())
        path.unlink()
