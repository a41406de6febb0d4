"""Bytes to text and back: encodings, limits, and writing that never leaves half a file."""

from __future__ import annotations

import codecs
import contextlib
import os
import secrets
import stat
from pathlib import Path

from diarfix.errors import DiarfixError, Place

MAX_BYTES = 200_000_000
"""Larger files are refused: 200 MB of speech is years of it."""

_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The file's bytes. Raises E101 when it cannot be read, E106 over `MAX_BYTES`."""
    place = Place(os.fspath(path))
    try:
        if Path(path).is_dir():
            raise DiarfixError("E101", "this is a folder, not a file", "give the transcript's own path", place)
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DiarfixError("E101", "there is no such file", "check the path", place) from None
    except (OSError, ValueError) as error:
        what = f"it cannot be read ({_reason(error)})"
        raise DiarfixError("E101", what, "check the path and its rights", place) from None
    if len(data) > MAX_BYTES:
        raise _too_large(place)
    return data


def decode(data: bytes, name: str) -> tuple[str, bool, str]:
    """Text, whether a byte order mark stood first, and the encoding.

    UTF-8, with or without mark, and UTF-16 with one. Raises E102, E103, E104 or E106.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(Place(name))
    bom, encoding, start = False, "utf-8", 0
    for codec, mark in _MARKS.items():
        if data.startswith(mark):
            bom, encoding, start = True, codec, len(mark)
            break
    body = data[start:]
    if encoding == "utf-8" and b"\0" in body:
        raise _binary(name)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(body, encoding, error, name) from None
    if "\0" in text:
        raise _binary(name)
    require_text(text, name)
    return text, bom, encoding


def require_text(text: str, name: str) -> None:
    """Raises E102 when `text` is empty or white space only."""
    if not text or text.isspace():
        raise DiarfixError("E102", "there is nothing in it but white space" if text else "there is nothing in it",
                           "give a transcript", Place(name))


def encode(text: str, bom: bool, encoding: str, name: str) -> bytes:
    """The inverse of `decode`. Raises E105 when `text` holds what the encoding cannot."""
    try:
        body = text.encode(encoding)
    except UnicodeEncodeError as error:
        what = f"character {error.start} ({text[error.start]!r}) cannot be written as {encoding}"
        raise DiarfixError("E105", what, "remove it", Place(name)) from None
    return (_MARKS[encoding] if bom else b"") + body


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Writes all of `data` or nothing: a sibling file is filled, synced and moved into place.

    An existing file keeps its mode; a link stays a link. Pipes and devices (/dev/stdout, /dev/null) are written to,
    never replaced. Raises E105.
    """
    try:
        if _is_special(path):
            with Path(path).open("wb") as stream:
                stream.write(data)
            return
        target = Path(os.path.realpath(path))
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        if target.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        sibling = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")
        handle = os.open(sibling, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if mode is not None:
                sibling.chmod(mode)
            sibling.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                sibling.unlink()
            raise
    except (OSError, ValueError) as error:
        remedy = "check the folder and its rights; what was there before is untouched"
        raise DiarfixError("E105", f"it cannot be written ({_reason(error)})", remedy, Place(os.fspath(path))) from None


def _is_special(path: str | os.PathLike[str]) -> bool:
    """Whether something is there that is neither a file nor a folder."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def version(path: str | os.PathLike[str]) -> tuple[int, ...] | None:
    """What changes when a file is written to or replaced; None where there is none."""
    try:
        about = Path(path).stat()
    except (OSError, ValueError):
        return None
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def changed_meanwhile(name: str) -> DiarfixError:
    """E506 for an input that is no longer what was read."""
    what = "the transcript was changed meanwhile, and is left as it is now"
    return DiarfixError("E506", what, "run it again", Place(name))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _too_large(place: Place) -> DiarfixError:
    return DiarfixError("E106", f"it is larger than {MAX_BYTES // 1_000_000} MB", "split it into episodes", place)


def _binary(name: str) -> DiarfixError:
    return DiarfixError("E103", "it holds NUL bytes, so it is not text", "give a transcript as UTF-8 text", Place(name))


def _undecodable(body: bytes, encoding: str, error: UnicodeDecodeError, name: str) -> DiarfixError:
    """E104 at the line and column (both from 1, in characters) of the first bad byte."""
    before = body[: error.start].decode(encoding, errors="replace")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    what = f"byte 0x{body[error.start]:02x} is not valid {encoding.upper()}"
    return DiarfixError("E104", what, "save the file as UTF-8", Place(name, line, column))
