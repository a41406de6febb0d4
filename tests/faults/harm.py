"""Commands of diarfix in processes of their own, and the harm that comes to them.

A process is forked from one that has the parser loaded, so that a command takes a tenth of a second and can be ended
thousands of times. Every command works in a folder of its own: an episode, `episode.txt`, and what is made of it.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import diarfix
from diarfix.cli import main
from diarfix.pipeline import Options

TEXT = """Ann: It goes back to the lowest number there
Ben: is. Right, I see. And when do the boats come in?
Ann: At ten, most days, unless the fog is on the bar. You get used to it, you know, after a while.
Ben: Good. Thanks, Ann. That was all I wanted to ask you about today.
"""
OTHER = TEXT.replace("ten", "nine").encode()
"""What stood in an output before."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "fix -o": ("fix", "episode.txt", "-o", "out.txt", "--no-model", "-q"),
    "fix --in-place": ("fix", "episode.txt", "--in-place", "--no-model", "-q", "--report", "report.json"),
    "check --fix": ("check", "episode.txt", "--fix", "--no-cache", "--no-model"),
    "review --accept": ("review", "episode.txt", "--accept-rule", "DF101", "--no-model", "--min-confidence", "1"),
    "review --plain": ("review", "episode.txt", "--plain", "--no-model", "--min-confidence", "1", "-o", "out.txt"),
}
"""Each reads an episode and writes beside it."""

KEYS = "accept\nnote this is how it goes\nwrite\nundo\nundo\naccept\nquit\n"
"""What a reviewer types into `review --plain`."""

BATCH = [sys.executable, "-c", "import sys\nfrom diarfix.cli import main\n"
         "if __name__ == '__main__': sys.exit(main())", "batch"]


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (negative: the signal), what it wrote, and how long it took."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def is_plain(self) -> bool:
        """Done, or one clear line and exit 2."""
        told = self.err + self.out
        return "Traceback" not in told and (self.code in (0, 1) or (self.code == 2 and "E" in told))


def ready() -> None:
    """Load in this process what every command needs, so that forks have it."""
    diarfix.fix(TEXT, Options(model=False))
    with folder() as at:
        for name in COMMANDS:
            run(at, name)


@contextmanager
def folder(root: Path | None = None) -> Iterator[Path]:
    """A folder with an episode."""
    made = Path(tempfile.mkdtemp(dir=root))
    try:
        (made / "episode.txt").write_text(TEXT)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@dataclass(frozen=True)
class Child:
    """A command under way: its process, the pipes that it writes to, and when it began."""

    pid: int
    out: int
    err: int
    began: float


def start(at: Path, name: str, before: Callable[[], None] = lambda: None) -> Child:
    """Begin a command in a folder. `before` runs inside its process first."""
    ins, outs, errs = os.pipe(), os.pipe(), os.pipe()
    os.write(ins[1], KEYS.encode())
    began = time.monotonic()
    pid = os.fork()
    if not pid:
        _become(at, name, before, (ins[0], outs[1], errs[1]), (ins[1], outs[0], errs[0]))
    for handle in (*ins, outs[1], errs[1]):
        os.close(handle)
    return Child(pid, outs[0], errs[0], began)


def _become(
    at: Path, name: str, before: Callable[[], None], own: Sequence[int], others: Sequence[int]
) -> NoReturn:
    """The child's life."""
    code = 99
    try:
        os.chdir(at)
        for number, handle in enumerate(own):
            os.dup2(handle, number)
        for handle in others:
            os.close(handle)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, closefd=False) for number, mode in ((0, "r"), (1, "w"), (2, "w"))  # noqa: SIM115
        )
        before()
        code = main(COMMANDS[name])
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def end(child: Child) -> Ended:
    """Wait for a command. What it writes has to fit into a pipe: a page or two."""
    _, status = os.waitpid(child.pid, 0)
    told = []
    for handle in (child.out, child.err):
        with os.fdopen(handle, errors="replace") as stream:
            told.append(stream.read())
    return Ended(os.waitstatus_to_exitcode(status), told[0], told[1], time.monotonic() - child.began)


def run(at: Path, name: str, before: Callable[[], None] = lambda: None) -> Ended:
    """A command from start to end."""
    return end(start(at, name, before))


def killed_after(at: Path, name: str, seconds: float) -> Ended:
    """A command that gets SIGKILL after so long, if it is not done by then."""
    child = start(at, name)
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    return end(child)


STEPS = frozenset({"open", "os.rename", "os.chmod", "os.remove", "os.mkdir", "os.truncate"})
"""What the interpreter tells of work on files."""


def killed_at_step(at: Path, name: str, step: int) -> Ended:
    """A command that ends itself with SIGKILL before the `step`th change of the folder or before its data is synced."""
    def before() -> None:
        left = step
        sync = os.fsync

        def count() -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def hook(event: str, given: tuple[object, ...]) -> None:
            writes = event != "open" or (isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR))
            if event in STEPS and writes and given and str(given[0]).startswith((str(at), ".", "out", "ep", "rep")):
                count()

        os.fsync = lambda number: (count(), sync(number))[1]
        sys.addaudithook(hook)

    return run(at, name, before)


def limited(size: int) -> Callable[[], None]:
    """No file may grow over so many bytes: a full disk, for those who may not make one."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path | None]:
    """A file system of that size; None where this user or machine can have none."""
    at = Path(tempfile.mkdtemp())
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(at)]
    try:
        mounted = subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    try:
        yield at if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", str(at)], check=True)
        at.rmdir()


def fill(disk: Path) -> Path:
    """Write until there is no room."""
    path = disk / "ballast"
    with path.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 1024)
        except OSError:
            return path


def wanted() -> dict[str, bytes]:
    """The whole contents that files may have: the episode as it was or as it is repaired, and what stood there."""
    repaired = diarfix.to_text(diarfix.fix(TEXT, Options(model=False))).encode()
    return {"before": TEXT.encode(), "after": repaired, "other": OTHER}


def losses(at: Path, whole: dict[str, bytes]) -> list[str]:
    """What is harmed or half in a folder: nothing, if all is well."""
    found = []
    if not (at / "episode.txt").exists():
        found.append("the input is gone")
    for path in sorted(at.iterdir()):
        if path.name.startswith("."):
            continue
        data = path.read_bytes()
        if path.suffix == ".json":
            try:
                json.loads(data)
            except ValueError:
                found.append(f"{path.name} is half")
        elif data not in whole.values():
            found.append(f"{path.name} holds neither the old nor the new text")
    return found
