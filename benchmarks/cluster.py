"""A batch on a real cluster, whose parts are hosts of their own, one of which is lost half-way.

    python -m benchmarks.cluster --episodes 2000 --words 400

Scheduler and workers are processes of their own; where the machine lets us (Linux, root, `ip`), each stands in a
network namespace with an address of its own, so that everything crosses a network. The outcome is compared, byte for
byte, with one process that did the same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import archive

PORT = 18786
BRIDGE = "dfbr0"
DIARFIX = [sys.executable, "-c",
           "import sys\nfrom diarfix.cli import main\nif __name__ == '__main__': sys.exit(main())"]


@dataclass(frozen=True)
class Host:
    """Where a process runs: in a network namespace, or (`prefix` empty) beside us."""

    address: str
    prefix: tuple[str, ...]

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program there."""
        return subprocess.Popen([*self.prefix, sys.executable, "-m", *command],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    """So many hosts on a bridge of their own, or the loopback where namespaces cannot be had."""
    if os.geteuid() or not shutil.which("ip"):
        yield [Host("127.0.0.1", ())] * count
        return
    names = [f"dfhost{number}" for number in range(count)]
    try:
        _ip(f"link add {BRIDGE} type bridge", f"addr add 10.213.0.254/24 dev {BRIDGE}", f"link set {BRIDGE} up")
        for number, name in enumerate(names):
            _ip(
                f"netns add {name}", f"link add dfv{number} type veth peer name dfp{number}",
                f"link set dfp{number} netns {name}", f"link set dfv{number} master {BRIDGE} up",
                f"-n {name} addr add 10.213.0.{number + 1}/24 dev dfp{number}", f"-n {name} link set dfp{number} up",
                f"-n {name} link set lo up",
            )
        yield [Host(f"10.213.0.{n + 1}", ("ip", "netns", "exec", name)) for n, name in enumerate(names)]
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "link", "del", BRIDGE], stderr=subprocess.DEVNULL)


def _ip(*commands: str) -> None:
    for command in commands:
        subprocess.run(["ip", *command.split()], check=True)


def batch(source: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    """A batch that has begun."""
    return subprocess.Popen([*DIARFIX, "batch", str(source), "--out", str(out), "-q", *more])


def digests(folder: Path) -> dict[str, str]:
    """Every file of an output, the journal aside."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".diarfix-batch" not in path.parts
    }


def journalled(out: Path) -> int:
    """Episodes in a journal."""
    path = out / ".diarfix-batch" / "journal.jsonl"
    return max(0, path.read_bytes().count(b"\n") - 1) if path.exists() else 0


def on_the_cluster(source: Path, out: Path, episodes: int) -> tuple[float, int, str]:
    """Seconds, the episodes that were done when a worker was killed, and where the hosts stood."""
    with hosts(3) as (head, *rest):
        address = f"tcp://{head.address}:{PORT}"
        running = [head.start("distributed.cli.dask_scheduler", "--host", address, "--no-dashboard")]
        running += [
            host.start("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--host", host.address)
            for host in rest
        ]
        try:
            began = time.monotonic()
            run = batch(source, out, "--scheduler", address)
            while run.poll() is None and journalled(out) < episodes // 2:
                time.sleep(0.05)
            lost = journalled(out)
            running[1].send_signal(signal.SIGKILL)
            code = run.wait()
            if code:
                raise SystemExit(f"the run on the cluster ended with {code}")
            return time.monotonic() - began, lost, "network namespaces" if head.prefix else "processes on one host"
        finally:
            for process in running:
                process.kill()
                process.wait()


def main(argv: Sequence[str] | None = None) -> int:
    """0 when both give the same bytes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__.splitlines()[0])
    parser.add_argument("--episodes", type=int, default=2000)
    parser.add_argument("--words", type=int, default=400)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        source, near, far = Path(name, "in"), Path(name, "near"), Path(name, "far")
        archive.main(["-o", str(source), "--episodes", str(given.episodes), "--words", str(given.words)])
        seconds, lost, where = on_the_cluster(source, far, given.episodes)
        began = time.monotonic()
        if code := batch(source, near, "-j", "1").wait():
            raise SystemExit(f"the run on one process ended with {code}")
        alone = time.monotonic() - began
        one, many = digests(near), digests(far)
    same = one == many
    print(f"{given.episodes:,} episodes; scheduler and two workers: {where}; one was killed after {lost:,} episodes")
    print(f"cluster {seconds:.0f} s, one process {alone:.0f} s")
    print(f"{len(one):,} files, {'the same' if same else 'OTHER'} bytes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
