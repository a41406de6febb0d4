"""Manifests: tables of episodes as CSV, JSON lines or Parquet, with a column `path` and, where wanted, `out`."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from diarfix.batch import store
from diarfix.batch.record import Episode
from diarfix.decisions import sidecar_name
from diarfix.errors import DiarfixError, Place

ENDINGS = (".csv", ".jsonl", ".ndjson", ".parquet")

_DRIVE = re.compile(r"^[A-Za-z]:")


def is_manifest(source: str) -> bool:
    """Whether a source is a table of episodes rather than one."""
    return source.lower().endswith(ENDINGS)


def read_manifest(source: str) -> Iterator[Episode]:
    """The episodes of a manifest; paths are seen from its folder. Raises E101, E603, E621 with the line."""
    folder = posixpath.dirname(source)
    for line, row in _rows(source):
        path, out = row.get("path"), row.get("out")
        if not isinstance(path, str) or not path.strip():
            raise _bad(source, line, "it has no `path`", "give every row one")
        if out is not None and not isinstance(out, str):
            raise _bad(source, line, "`out` is no text", "give a path below the output folder")
        absolute = "://" in path or path.startswith("/") or _DRIVE.match(path) is not None
        url = path if absolute or not folder else f"{folder}/{path}"
        # A path that leads elsewhere gives its name alone, unless the manifest says where to write.
        key = out or (posixpath.basename(path) if absolute else path)
        yield Episode(_checked(key, source, line), url, _sidecar(url))


def _checked(key: str, source: str, line: int) -> str:
    """A key that stays below the output folder."""
    clean = posixpath.normpath(key.replace("\\", "/"))
    if clean.startswith(("/", "../")) or clean in (".", "..") or _DRIVE.match(clean) or "\0" in clean:
        raise _bad(source, line, f"{key!r} leads out of the output folder", "give a path below it in `out`")
    return clean


def _sidecar(url: str) -> str:
    beside = sidecar_name(url)
    return beside if store.exists(beside) else ""


def _rows(source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows with their line (for Parquet: their number), from 1."""
    data = store.read(source)
    if source.lower().endswith(".parquet"):
        yield from enumerate(_parquet(source, data), 1)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise _bad(source, line, "it is not UTF-8", "save it as UTF-8") from None
    if not source.lower().endswith(".csv"):
        for line, written in enumerate(text.split("\n"), 1):
            if written.strip():
                yield line, _object(source, line, written)
        return
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        if "path" not in (reader.fieldnames or ()):
            raise _bad(source, 1, "it has no column `path`", "name the columns in the first line")
        for row in reader:
            yield reader.line_num, {name: value or None for name, value in row.items() if isinstance(name, str)}
    except csv.Error as problem:
        raise _bad(source, reader.reader.line_num, str(problem), "mend the line") from None


def _object(source: str, line: int, text: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise _bad(source, line, f"it is no JSON ({problem})", "write one object a line") from None
    if not isinstance(row, dict):
        raise _bad(source, line, "it is no object", 'write {"path": "..."}')
    return row


def _parquet(source: str, data: bytes) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowException, BufferReader, parquet
    except ImportError:
        raise DiarfixError("E603", "Parquet needs pyarrow", "pip install 'diarfix[batch]'") from None
    try:
        table = parquet.ParquetFile(BufferReader(data))
        names = [name for name in ("path", "out") if name in table.schema_arrow.names]
        if "path" not in names:
            raise _bad(source, 1, "it has no column `path`", "name one so")
        for batch in table.iter_batches(columns=names):
            yield from batch.to_pylist()
    except (ArrowException, OSError) as problem:
        raise _bad(source, 1, f"it is no Parquet ({problem})", "write it again") from None


def _bad(source: str, line: int, what: str, remedy: str) -> DiarfixError:
    return DiarfixError("E621", what, remedy, Place(source, line, 1))
