"""`diarfix fix`: what goes where, what it says, and what it refuses."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import diarfix
from diarfix.cli import main
from tests.cli.conftest import SMALL, Ran

Run = Callable[..., Ran]


def fixed(path: Path) -> str:
    return diarfix.to_text(diarfix.fix(path))


def test_the_transcript_goes_to_stdout_and_the_summary_to_stderr(run: Run, kettles: Path) -> None:
    ran = run("fix", kettles)
    assert (ran.code, ran.out) == (0, fixed(kettles))
    assert "for a person" in ran.err and "diarfix review" in ran.err
    assert run("fix", kettles, "-o", "-", "--quiet") == Ran(0, ran.out, "")


def test_waiting_edits_are_told_with_place_words_labels_and_reason(run: Run, kettles: Path) -> None:
    result = diarfix.fix(kettles)
    ran = run("fix", kettles, "--dry-run")
    assert ran.out == ""
    for edit in result.waiting:
        place = result.original.place(edit.start)
        assert f"{edit.id}" in ran.err and f"{place.line}:{place.column} " in ran.err
        assert f"{edit.confidence:.2f}  {edit.old} -> {edit.new}" in ran.err
        assert f"[{result.original.text(edit.start, edit.end)}]" in " ".join(ran.err.split())


def test_a_merged_host_is_told(run: Run, tidewater: Path) -> None:
    err = run("fix", tidewater, "--dry-run").err
    assert "Tidewater Hour Host + Tidewater Hour Co-Host -> Corwin Maddock" in err
    assert "labels   5 -> 4" in err


def test_standard_input(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SMALL.encode())))
    assert run("fix", "-", "-q").out == fixed(small)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    ran = run("fix", "-")
    assert ran == Ran(2, "", "error: E102 <stdin>: there is nothing in it; give a transcript\n")


def test_output_files_folders_and_in_place(run: Run, small: Path, tmp_path: Path) -> None:
    wanted = fixed(small)
    assert run("fix", small, "-o", tmp_path / "out.txt").out == ""
    assert (tmp_path / "out.txt").read_text() == wanted
    second = tmp_path / "second.txt"
    second.write_text(SMALL.replace("Ann", "Zoe"))
    ran = run("fix", small, second, "--out-dir", tmp_path / "a" / "b")
    assert ran.code == 0 and [line[-13:] for line in ran.err.splitlines()] == [": 1 edit made"] * 2
    assert (tmp_path / "a" / "b" / "small.txt").read_text() == wanted
    assert (tmp_path / "a" / "b" / "second.txt").read_text() == wanted.replace("Ann", "Zoe")
    assert small.read_text() == SMALL
    assert run("fix", small, "--in-place").code == 0
    assert small.read_text() == wanted


def test_a_dry_run_writes_no_transcript(run: Run, small: Path, tmp_path: Path) -> None:
    ran = run("fix", small, "-o", tmp_path / "out.txt", "--dry-run", "--report", tmp_path / "r.json")
    assert ran.code == 0 and "dry run" in ran.err
    assert not (tmp_path / "out.txt").exists() and (tmp_path / "r.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["IN", "-o", "IN"], "the output is the input itself"),
        (["IN", "-o", "LINK"], "the output is the input itself"),
        (["IN", "-o", "DIR"], "this is a folder"),
        (["IN", "TWIN"], "2 inputs would go into one output"),
        (["IN", "TWIN", "--out-dir", "OUT"], "would both be written here"),
        (["IN", "IN", "--in-place"], "would both be written here"),
        (["IN", "--in-place", "-o", "x"], "exclude each other"),
        (["-", "--in-place"], "standard input cannot be changed in place"),
        (["IN", "--report", "IN"], "the report would overwrite a transcript"),
        (["IN", "-o", "OUT", "--report", "OUT"], "the report would overwrite a transcript"),
    ],
)
def test_what_would_lose_a_file_is_refused(
    run: Run, small: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "twin").mkdir()
    twin = tmp_path / "twin" / small.name
    twin.write_text(SMALL)
    (tmp_path / "link.txt").symlink_to(small)
    names = {"IN": small, "TWIN": twin, "LINK": tmp_path / "link.txt", "DIR": tmp_path, "OUT": tmp_path / "out"}
    before = sorted(tmp_path.rglob("*"))
    ran = run("fix", *(names.get(argument, argument) for argument in arguments))
    assert ran.code == 2 and ran.out == ""
    assert ran.err.startswith("error: E601 ") and message in ran.err and ran.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before and small.read_text() == SMALL


def test_with_several_inputs_the_bad_ones_are_told_and_the_others_done(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    out = tmp_path / "out"
    ran = run("fix", tmp_path / "empty.txt", tmp_path / "none.txt", small, "--out-dir", out, "--report", tmp_path / "r")
    assert ran.code == 2
    assert [line[:11] for line in ran.err.splitlines()[:2]] == ["error: E102", "error: E101"]
    assert [path.name for path in out.iterdir()] == ["small.txt"]
    report = json.loads((tmp_path / "r").read_text())
    assert [failure["code"] for failure in report["failed"]] == ["E102", "E101"]
    assert len(report["transcripts"]) == 1


def test_thresholds_rules_and_healing(run: Run, kettles: Path, tmp_path: Path) -> None:
    def applied(*options: str) -> int:
        run("fix", kettles, "--dry-run", "-q", "--report", tmp_path / "r.json", *options)
        counts = json.loads((tmp_path / "r.json").read_text())["transcripts"][0]["counts"]
        return int(counts["edits"]["applied"])

    assert applied("--min-confidence", "0") > applied() > applied("--min-confidence", "1")
    assert applied("--select", "DF4,DF6") == 0
    assert applied("--no-model", "--ignore", "df1", "--ignore", "DF2,DF3") == 0
    ran = run("fix", kettles, "--min-confidence", "1.5")
    assert ran.code == 2 and ran.err.startswith("error: ") and ran.err.count("\n") == 1
    assert run("fix", kettles, "--select", "DF9").err.startswith("error: E403 ")


def test_no_heal_keeps_every_mark(run: Run, tidewater: Path) -> None:
    raw = diarfix.read(tidewater)
    kept = diarfix.read(run("fix", tidewater, "--no-heal", "-q").out)
    assert [word.text for word in kept.words] == [word.text for word in raw.words]


def test_a_byte_order_mark_and_utf_16_come_back(run: Run, tmp_path: Path) -> None:
    for codec in ("utf-8-sig", "utf-16"):
        path, out = tmp_path / f"{codec}.txt", tmp_path / f"{codec}.out"
        path.write_bytes(SMALL.encode(codec))
        assert run("fix", path, "-o", out).code == 0
        assert out.read_bytes() == fixed(path).encode(codec)


def test_one_label_is_a_no_op(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("Ann: The boats go out.\nAnn: They come back at ten.\nAnn: That is all.\n")
    ran = run("fix", path)
    assert (ran.code, ran.out) == (0, path.read_text())


def test_a_reader_that_leaves_early_is_no_error(kettles: Path) -> None:
    program = "import sys; from diarfix.cli import main; sys.exit(main())"
    command = f'"{sys.executable}" -c "{program}" fix "{kettles}" | head -c 10'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr and len(done.stdout) == 10


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("diarfix.cli.common.read", interrupted)
    assert main(["fix", str(small)]) == 130


def test_what_cannot_be_written_leaves_nothing(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ran = run("fix", small, "--out-dir", tmp_path / "file" / "sub")
    assert ran.code == 2 and ran.err.startswith("error: E105 ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "small.txt"]


def test_help_and_version_need_nothing_heavy() -> None:
    program = (
        "import sys; from diarfix.cli import main; main(sys.argv[1:]); "
        "sys.exit(sorted({'spacy', 'numpy', 'networkx', 'rapidfuzz', 'yaml'} & set(sys.modules)) or 0)"
    )
    for arguments in (["--version"], ["--help"], ["fix", "--help"]):
        done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), arguments
