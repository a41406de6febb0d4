"""The two tables of a run as Parquet: one row an episode, and one row an edit or finding.

Rows stand in the order of keys, whatever the order in which workers came back, and hold nothing that differs from run
to run: the same episodes give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    import pyarrow

GROUP = 20_000
"""Rows kept in memory and written together."""

EPISODES: tuple[tuple[str, str], ...] = (
    ("key", "text"), ("state", "text"), ("format", "text"), ("words", "int"), ("turns_before", "int"),
    ("turns_after", "int"), ("labels_before", "int"), ("labels_after", "int"), ("edits_applied", "int"),
    ("edits_review", "int"), ("edits_rejected", "int"), ("words_relabelled", "int"), ("findings", "int"),
    ("estimated_times", "int"), ("error_code", "text"), ("error", "text"),
)
"""Columns of the table of episodes."""

EDITS: tuple[tuple[str, str], ...] = (
    ("key", "text"), ("type", "text"), ("id", "text"), ("kind", "text"), ("state", "text"), ("because", "text"),
    ("codes", "texts"), ("start", "int"), ("end", "int"), ("line", "int"), ("column", "int"), ("old", "text"),
    ("new", "text"), ("confidence", "real"), ("safe", "bool"), ("text", "text"),
)
"""Columns of the table of edits and findings."""


def require_arrow() -> None:
    """Raises E603 where pyarrow is missing, before any work is done."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise DiarfixError("E603", "the tables need pyarrow", "pip install 'diarfix[batch]'") from None


def write_tables(lines: Iterable[dict[str, Any]], episodes: Path, edits: Path) -> None:
    """Write both tables from the journal's lines, in their order, with bounded memory."""
    from pyarrow import parquet

    wide, long = _schema(EPISODES), _schema(EDITS)
    with (
        parquet.ParquetWriter(episodes, wide, compression="zstd") as one,
        parquet.ParquetWriter(edits, long, compression="zstd") as many,
    ):
        for group in _groups(lines):
            one.write_table(_table([line["metrics"] for line in group], wide))
            many.write_table(_table([row for line in group for row in line["rows"]], long))


def _groups(lines: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Lines whose rows together are about `GROUP`."""
    group: list[dict[str, Any]] = []
    rows = 0
    for line in lines:
        group.append(line)
        rows += 1 + len(line["rows"])
        if rows >= GROUP:
            yield group
            group, rows = [], 0
    if group:
        yield group


def _schema(columns: tuple[tuple[str, str], ...]) -> pyarrow.Schema:
    import pyarrow as pa

    kinds = {
        "text": pa.string(), "int": pa.int64(), "real": pa.float64(), "bool": pa.bool_(), "texts": pa.list_(pa.string())
    }
    return pa.schema([(name, kinds[kind]) for name, kind in columns])


def _table(rows: list[dict[str, Any]], schema: pyarrow.Schema) -> pyarrow.Table:
    import pyarrow as pa

    # A label may hold half a character pair, which no UTF-8 column can.
    clean = [{name: _clean(row.get(name)) for name in schema.names} for row in rows]
    return pa.Table.from_pylist(clean, schema=schema)


def _clean(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
