"""What sources name, and what they may not name."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from diarfix.batch import store
from diarfix.batch.source import find_episodes, shard
from diarfix.errors import DiarfixError

KEYS = ["bad.txt", "deep/er/six.txt", "ep0.txt", "ep1.txt", "ep2.txt", "ep3.txt", "ep4.txt"]


def keys(*sources: str, out: str = "/nowhere") -> list[str]:
    return [episode.key for episode in find_episodes(sources, out)]


def test_a_folder_gives_its_transcripts_by_path(archive: Path) -> None:
    assert keys(str(archive)) == KEYS


def test_what_lies_in_the_output_folder_is_no_input(archive: Path) -> None:
    (archive / "out").mkdir()
    (archive / "out" / "ep0.txt").write_text("Ann: Done.\n")
    assert keys(str(archive), out=str(archive / "out")) == KEYS


def test_a_link_to_a_folder_above_ends(archive: Path) -> None:
    (archive / "deep" / "loop").symlink_to(archive, target_is_directory=True)
    assert keys(str(archive)) == KEYS


def test_globs_keep_paths_below_their_fixed_part(archive: Path) -> None:
    assert keys(f"{archive}/**/*.txt") == KEYS
    assert keys(f"{archive}/ep[01].txt") == ["ep0.txt", "ep1.txt"]


def test_urls_are_read_through_fsspec(archive: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/bucket/a/one.txt", b"Ann: One.\nBen: Two.\n")
    memory.pipe_file("/bucket/a/one.diarfix.json", b"{}")
    memory.pipe_file("/bucket/two.vtt", b"WEBVTT\n")
    found = find_episodes(["memory://bucket"], "/nowhere")
    assert [item.key for item in found] == ["a/one.txt", "two.vtt"]
    assert found[0].url == "memory:///bucket/a/one.txt"
    assert found[0].sidecar.endswith("/bucket/a/one.diarfix.json") and not found[1].sidecar
    memory.rm("/bucket", recursive=True)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_manifests_of_every_kind_say_the_same(archive: Path, ending: str) -> None:
    manifest = archive / f"list.{ending}"
    rows = [{"path": "ep0.txt", "out": None}, {"path": str(archive / "ep1.txt"), "out": "named/one.txt"}]
    if ending == "csv":
        manifest.write_text("path,out\n" + "".join(f"{row['path']},{row['out'] or ''}\n" for row in rows))
    elif ending == "jsonl":
        manifest.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        pq.write_table(pa.Table.from_pylist(rows), manifest)
    assert keys(str(manifest)) == ["ep0.txt", "named/one.txt"]


@pytest.mark.parametrize(
    "out", ["../up.txt", "/etc/passwd", "a/../../up.txt", "..", "C:\\windows\\x.txt", "a\\..\\..\\up.txt", "x\0y"]
)
def test_a_manifest_cannot_write_outside(archive: Path, out: str) -> None:
    manifest = archive / "list.jsonl"
    manifest.write_text('{"path": "ep0.txt"}\n' + json.dumps({"path": "ep1.txt", "out": out}) + "\n")
    with pytest.raises(DiarfixError, match=r"^E621 .*list\.jsonl:2:1: .*leads out of the output folder"):
        keys(str(manifest))


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("a.csv", b"name\nx\n", "a.csv:1:1"),
        ("a.csv", b"path\nep0.txt\n\"\n", "a.csv:3:1"),
        ("a.jsonl", b'{"path": "ep0.txt"}\n{"path": 3}\n', "a.jsonl:2:1"),
        ("a.jsonl", b"\n[]\n", "a.jsonl:2:1"),
        ("a.jsonl", b"[" * 100_000, "a.jsonl:1:1"),
        ("a.jsonl", b'{"path": "\xff"}', "a.jsonl:1:1"),
        ("a.parquet", b"PAR1nonsense", "a.parquet:1:1"),
    ],
)
def test_a_malformed_manifest_is_one_line(archive: Path, name: str, data: bytes, place: str) -> None:
    (archive / name).write_bytes(data)
    with pytest.raises(DiarfixError, match=f"E621 .*{place}"):
        keys(str(archive / name))


def test_two_episodes_for_one_file_are_refused(archive: Path) -> None:
    with pytest.raises(DiarfixError, match=r"E601 .*both be written to six\.txt"):
        other = archive / "six.txt"
        other.write_text("Ann: Six.\n")
        keys(str(archive / "deep" / "er"), str(other))


def test_sources_that_name_nothing_are_refused(archive: Path) -> None:
    for source in (str(archive / "none"), f"{archive}/*.vtt", "nowhere://x"):
        with pytest.raises(DiarfixError, match="E101"):
            keys(source)


def test_shards_are_a_partition_that_new_episodes_do_not_move(archive: Path) -> None:
    before = find_episodes([str(archive)], "/nowhere")
    parts = [shard(before, number, 3) for number in (1, 2, 3)]
    assert sorted(item.key for part in parts for item in part) == KEYS
    (archive / "a-new-one.txt").write_text("Ann: New.\n")
    after = find_episodes([str(archive)], "/nowhere")
    for number, part in enumerate(parts, 1):
        assert set(part) <= set(shard(after, number, 3))


def test_a_stamp_covers_what_a_file_is_read_with(tmp_path: Path) -> None:
    path, words = tmp_path / "ep.rttm", tmp_path / "ep.ctm"
    path.write_text("SPEAKER ep 1 0.000 2.000 <NA> <NA> S0 <NA> <NA>\n")
    alone = store.stamp(str(path))
    assert alone == store.stamp(str(path), path.read_bytes())
    words.write_text("ep 1 0.00 0.30 it\n")
    first = store.stamp(str(path))
    words.write_text("ep 1 0.00 0.30 is\n")
    assert len({alone, first, store.stamp(f"file://{path}")}) == 3
