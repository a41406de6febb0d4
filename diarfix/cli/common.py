"""What several commands share: reading an input, repairing it, the decisions beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from diarfix.cli.targets import STDIN
from diarfix.errors import DiarfixError, Place

if TYPE_CHECKING:
    from diarfix.cli.settings import Settings
    from diarfix.decisions import Book
    from diarfix.edits import Decided
    from diarfix.formats import Repair
    from diarfix.model import Source, Transcript
    from diarfix.pipeline import Options, Result
    from diarfix.settled import Lost


def read(source: str, format_id: str | None, lenient: bool = False) -> Transcript:
    """The transcript in a file or, for `-`, on standard input; with `lenient` repairs are told on stderr."""
    from diarfix import formats
    from diarfix.formats.io import MAX_BYTES

    notice = _tell_repair if lenient else None
    if source == STDIN:
        return formats.read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>", format_id, notice)
    return formats.read_path(source, format_id, notice)


def _tell_repair(repair: Repair) -> None:
    print(f"repaired: {repair.place}: {repair.what}", file=sys.stderr)


@contextmanager
def waiting(what: str, quiet: bool) -> Iterator[None]:
    """A spinner on stderr while something takes its time, where stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from diarfix.render import screen

    with screen.stderr().status(what):
        yield


def decisions(source: str) -> Book:
    """What was decided about an input, from the file beside it; nothing for standard input."""
    from diarfix.decisions import Book, load_book, sidecar

    return Book() if source == STDIN else load_book(sidecar(Path(source)))


def fixed(transcript: Transcript, options: Options, book: Book) -> tuple[Result, tuple[Lost, ...]]:
    """The repair with what was decided, and what of it no longer fits."""
    from diarfix.settled import settle

    settled = settle(transcript, options, book)
    return settled.result, settled.lost


def repaired(source: str, settings: Settings, format_id: str | None) -> tuple[Result, tuple[Lost, ...]]:
    """An input repaired with its settings and decisions; see `fixed`."""
    options = settings.options_for(source)
    with waiting(f"reading {source}", quiet=False):
        return fixed(read(source, format_id, settings.lenient_for(source)), options, decisions(source))


def edit_of(result: Result, given: str) -> Decided:
    """The edit with that id, or the only one whose id begins so. Raises E503."""
    found = [item for item in result.edits if given and item.edit.id.startswith(given.strip().lower())]
    exact = [item for item in found if item.edit.id == given.strip().lower()]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if found:
        raise DiarfixError("E503", f"{len(found)} edits begin with {given!r}", "give more digits")
    from rapidfuzz import process

    close = process.extractOne(given, [item.edit.id for item in result.edits], score_cutoff=70)
    hint = f"did you mean {close[0]}?" if close else "diarfix review IN --list shows what there is"
    raise DiarfixError("E503", f"there is no edit {given!r}", hint, Place(result.original.source.name))


def deliver(text: str, like: Source, target: Path | None) -> None:
    """Write a document as bytes like those of `like`: into a file, or to standard output. Raises E105."""
    from diarfix import formats

    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(formats.to_bytes(text, like))
        sys.stdout.buffer.flush()
        return
    make_folder(target.parent)
    formats.write_path(target, text, like)


def require_unchanged(target: Path, seen: tuple[int, ...] | None, data: bytes) -> None:
    """Raises E506 where a file is no longer the one that was read, unless it holds `data` already.

    `seen` is the file's `io.version` before it was read.
    """
    from diarfix.formats import io

    if io.version(target) != seen and (not target.exists() or io.read_bytes(target) != data):
        raise io.changed_meanwhile(str(target))


def make_folder(folder: Path) -> None:
    """Create a folder and those above it. Raises E105."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        what = f"the folder cannot be made ({problem.strerror})"
        raise DiarfixError("E105", what, "check the path and its rights", Place(str(folder))) from None
