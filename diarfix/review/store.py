"""The two files of a review: the decisions, saved after every action, and the corrected transcript on demand."""

from __future__ import annotations

from pathlib import Path

from diarfix import formats
from diarfix.decisions import Book, book_bytes, read_book
from diarfix.errors import DiarfixError, Place
from diarfix.formats import io
from diarfix.model import Source


class Store:
    """`NAME.diarfix.json`, and what was last known to be in it. Nothing of another writer is overwritten."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known = _bytes(path)
        self._first = self._known

    def load(self) -> Book:
        """What is in the file. Raises E504."""
        return Book() if self._known is None else read_book(self._known, self.path)

    def save(self, book: Book, first: bool = False) -> None:
        """Keep the book, on the disk when this returns; with `first` the file as it was when the review began.

        An empty book needs no file where there was none. Raises E105, and E506 where someone else has written.
        """
        if _bytes(self.path) != self._known:
            what, remedy = "the decisions were changed by someone else meanwhile", "leave the review and begin it again"
            raise DiarfixError("E506", what, remedy, Place(str(self.path)))
        data = self._first if first else book_bytes(book)
        if not first and not book and self._first is None:
            data = None
        if data == self._known:
            return
        if data is None:
            self.path.unlink(missing_ok=True)
        else:
            io.write_bytes(self.path, data)
        self._known = data


class Target:
    """The file that the corrected transcript is written to; where that is the input, only over what was read."""

    def __init__(self, path: Path, source: Path | None = None) -> None:
        self.path = path
        same = source is not None and path.exists() and source.exists() and path.samefile(source)
        self._expected = io.read_bytes(path) if same else None

    def write(self, text: str, like: Source) -> None:
        """Write it whole or not at all. Raises E105, and E506 where the input was changed meanwhile."""
        data = formats.to_bytes(text, like)
        if self._expected is not None and _bytes(self.path) != self._expected:
            what, remedy = "the transcript was changed meanwhile", "write to another file with -o"
            raise DiarfixError("E506", what, remedy, Place(str(self.path)))
        io.write_bytes(self.path, data)
        if self._expected is not None:
            self._expected = data


def beside(source: Path) -> Path:
    """Where the corrected transcript goes unless another place is named.

    >>> beside(Path("shows/episode.txt")).as_posix()
    'shows/episode.fixed.txt'
    """
    return source.with_name(f"{source.stem}.fixed{source.suffix}")


def _bytes(path: Path) -> bytes | None:
    return io.read_bytes(path) if path.exists() else None
