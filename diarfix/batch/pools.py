"""Where episodes are repaired: processes on this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Protocol

from diarfix.batch.record import Episode, Orders, Outcome
from diarfix.batch.work import failure, prepare_worker, repair_episode
from diarfix.errors import DiarfixError, Place

if TYPE_CHECKING:
    from concurrent.futures import Future

Report = Callable[[Outcome], None]
"""Takes an outcome, in whatever thread it comes."""

TASKS = 1000
"""Episodes after which a process makes room for a fresh one: the parser's memory of words only ever grows."""

CONNECT = 10
"""Seconds to wait for a scheduler."""


class Pool(Protocol):
    """Repairs episodes somewhere else. `width` is how many should be under way at once."""

    @property
    def width(self) -> int:
        """Episodes to have under way: enough that no worker waits, few enough to fit into memory."""

    def submit(self, orders: Orders, report: Report) -> None:
        """Begin an episode."""

    def look(self) -> None:
        """Called now and then, for time-outs that the pool has to see to itself."""


@contextmanager
def local_pool(workers: int, timeout: float | None, model: bool) -> Iterator[Pool]:
    """A process for each worker, each with the models loaded once. Raises E603."""
    try:
        from pebble import ProcessPool
    except ImportError:
        raise DiarfixError("E603", "a batch needs pebble", "pip install 'diarfix[batch]'") from None
    # Forked processes would share locks of number libraries that are in use; fresh ones cost two seconds each.
    pool: Any = ProcessPool(workers, TASKS, prepare_worker, (model,), get_context("spawn"))
    try:
        yield _Local(pool, workers, timeout)
    finally:
        pool.stop()
        pool.join()


class _Local:
    def __init__(self, pool: Any, workers: int, timeout: float | None) -> None:
        self._pool, self._timeout = pool, timeout
        self.width = 2 * workers

    def submit(self, orders: Orders, report: Report) -> None:
        future = self._pool.schedule(repair_episode, args=(orders,), timeout=self._timeout)
        future.add_done_callback(partial(self._done, orders.episode, report))

    def look(self) -> None:
        """The pool ends what takes too long by itself."""

    def _done(self, episode: Episode, report: Report, future: Future[Outcome]) -> None:
        try:
            report(future.result())
        except CancelledError:
            pass
        except TimeoutError:
            report(failure(episode, "", too_long(episode, self._timeout)))
        except Exception as problem:
            report(failure(episode, "", worker_lost(episode, problem)))


@contextmanager
def cluster_pool(address: str, timeout: float | None) -> Iterator[Pool]:
    """The workers of the Dask scheduler at `address`. Raises E603, E625."""
    try:
        from distributed import Client
    except ImportError:
        raise DiarfixError("E603", "a cluster needs dask.distributed", "pip install 'diarfix[dask]'") from None
    try:
        made: Any = Client
        client = made(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as problem:
        what = f"the scheduler does not answer ({problem})"
        remedy = "start it with `dask scheduler`, or mend the address"
        raise DiarfixError("E625", what, remedy, Place(address)) from None
    try:
        yield _Cluster(client, timeout)
    finally:
        client.close(timeout=CONNECT)


_Begun = tuple[float, Episode, Any, Report]
"""When an episode was given to the cluster, which, its future, and whom to tell."""


class _Cluster:
    def __init__(self, client: Any, timeout: float | None) -> None:
        self._client, self._timeout = client, timeout
        self._running: dict[str, _Begun] = {}

    @property
    def width(self) -> int:
        """Twice the threads of all workers; more than nothing while none has come yet."""
        return 2 * max(1, sum(int(threads) for threads in self._client.nthreads().values()))

    def submit(self, orders: Orders, report: Report) -> None:
        key = orders.episode.key
        # Not pure: a result that the cluster still knows from another run has written nothing here.
        future = self._client.submit(repair_episode, orders, pure=False)
        self._running[key] = (time.monotonic(), orders.episode, future, report)
        future.add_done_callback(partial(self._done, key))

    def look(self) -> None:
        now = time.monotonic()
        for key, (began, episode, future, report) in list(self._running.items()):
            late = self._timeout is not None and now - began > self._timeout
            # Whoever takes the entry out reports: here, or the callback of a result that just came.
            if late and self._running.pop(key, None) is not None:
                future.cancel(force=True)
                report(failure(episode, "", too_long(episode, self._timeout)))

    def _done(self, key: str, future: Any) -> None:
        known = self._running.pop(key, None)
        if known is None:
            return
        _, episode, _, report = known
        try:
            outcome = future.result()
        except Exception as problem:
            outcome = failure(episode, "", worker_lost(episode, problem))
        report(outcome)
        future.release()


def too_long(episode: Episode, timeout: float | None) -> DiarfixError:
    """The error of an episode that was given up."""
    return DiarfixError("E623", f"it took more than {timeout:g} seconds", "give --timeout more", Place(episode.key))


def worker_lost(episode: Episode, problem: Exception) -> DiarfixError:
    """The error of an episode whose worker died."""
    what = f"its worker was lost ({type(problem).__name__})"
    return DiarfixError("E624", what, "look for lack of memory, and go on with --resume", Place(episode.key))
