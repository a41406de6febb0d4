"""Files near and far: local ones by diarfix's own careful reading and writing, all others through fsspec."""

from __future__ import annotations

import hashlib
import os
import posixpath
from pathlib import Path
from typing import Any

from diarfix.errors import DiarfixError, Place
from diarfix.formats import files_beside, io

LOCAL = "file://"


def local_path(url: str) -> Path | None:
    """The path behind a local URL; None for one that lies elsewhere.

    >>> local_path("file:///a/b.txt").as_posix(), local_path("a.txt").as_posix(), local_path("s3://bucket/a.txt")
    ('/a/b.txt', 'a.txt', None)
    """
    if url.startswith(LOCAL):
        return Path(url.removeprefix(LOCAL))
    return None if "://" in url else Path(url)


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path on it. Raises E603 where its driver is not installed."""
    try:
        import fsspec

        found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except ImportError as problem:
        what = f"nothing that is installed reads {url.split('://')[0]}:// ({problem})"
        raise DiarfixError("E603", what, "pip install 'diarfix[batch]', and the driver that fsspec names") from None
    except ValueError as problem:
        raise DiarfixError("E101", f"{problem}", "give a path or a URL that fsspec knows", Place(url)) from None
    return found


def read(url: str) -> bytes:
    """A file's bytes. Raises E101, E106."""
    path = local_path(url)
    if path is not None:
        return io.read_bytes(path)
    system, at = filesystem(url)
    try:
        if system.size(at) > io.MAX_BYTES:
            raise DiarfixError("E106", f"it is larger than {io.MAX_BYTES // 1_000_000} MB", "split it", Place(url))
        data: bytes = system.cat_file(at)
    except OSError as problem:
        raise _unreadable(url, problem) from None
    return data


def write(url: str, data: bytes) -> None:
    """Write a file whole or not at all, its folders included. Raises E105.

    Object stores take a file in one piece; on other remote file systems it is written beside and moved.
    """
    path = local_path(url)
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        else:
            system, at = filesystem(url)
            beside = posixpath.join(posixpath.dirname(at), f".{posixpath.basename(at)}.{os.getpid()}.tmp")
            system.makedirs(posixpath.dirname(at), exist_ok=True)
            system.pipe_file(beside, data)
            system.mv(beside, at)
    except (OSError, ValueError) as problem:
        what = f"it cannot be written ({getattr(problem, 'strerror', None) or problem})"
        raise DiarfixError("E105", what, "check the folder and its rights", Place(url)) from None
    if path is not None:
        io.write_bytes(path, data)


def exists(url: str) -> bool:
    """Whether a file lies there."""
    path = local_path(url)
    if path is not None:
        return path.is_file()
    system, at = filesystem(url)
    return bool(system.isfile(at))


def stamp(url: str, data: bytes | None = None) -> str:
    """What tells one version of a file from another: its content where it is near, the store's own mark elsewhere.

    The content is `data` where that has been read already, and that of the files it is read with. Raises E101.
    """
    path = local_path(url)
    if path is not None:
        digest = hashlib.sha256(io.read_bytes(path) if data is None else data)
        for other in files_beside(str(path)):
            digest.update(hashlib.sha256(io.read_bytes(other)).digest())
        return f"sha256:{digest.hexdigest()}"
    system, at = filesystem(url)
    try:
        return f"key:{system.ukey(at)}"
    except OSError as problem:
        raise _unreadable(url, problem) from None


def join(root: str, key: str) -> str:
    """The URL of a key below a root. Raises E601 for one that a link would lead elsewhere."""
    path = local_path(root)
    if path is None:
        return f"{root.rstrip('/')}/{key}"
    target = path / key
    if not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(path)):
        raise DiarfixError("E601", f"a link leads out of {path}", "remove the link", Place(str(target)))
    return str(target)


def _unreadable(url: str, problem: OSError) -> DiarfixError:
    missing = isinstance(problem, FileNotFoundError)
    what = "there is no such file" if missing else f"it cannot be read ({problem.strerror or problem})"
    return DiarfixError("E101", what, "check the path and its rights", Place(url))
