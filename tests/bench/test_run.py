"""The whole bench: on small manifests, on the seeds, on real data where it lies beside the clone."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from diarfix.bench import BASELINES, run, to_html, to_json, to_markdown
from diarfix.bench.folds import read_folds, write_folds
from diarfix.cli import main
from diarfix.errors import DiarfixError
from diarfix.pipeline import Options
from diarfix.solve import bundled_weights

RAW = """Ann: And that is how it goes back to the lowest number there
Ben: is. Right, I see. So when did you first hear about it?
Ann: That was in the spring, when we had just moved house.
"""
GOLD = RAW.replace(" there\nBen: is. ", " there is.\nBen: ")
NASTY = 'a<b>"&\x1b[31m|`x'


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(RAW, encoding="utf-8")
        (tmp_path / f"{name}.gold.txt").write_text(GOLD, encoding="utf-8")
    rows = ", ".join(f'{{ raw = "{name}.txt", reference = "{name}.gold.txt" }}' for name in ("one", "two"))
    path = tmp_path / "bench.toml"
    path.write_text(f"[[set]]\nname = {json.dumps(NASTY)}\npairs = [{rows}]\n", encoding="utf-8")
    return path


def timeless(data: dict[str, Any]) -> str:
    for item in data["sets"]:
        del item["time"]
    return json.dumps(data)


def test_counts_by_hand(manifest: Path) -> None:
    [found] = run(manifest, Options(min_confidence=0.0, unsafe=True), jobs=1).sets
    assert (found.words.words, found.counts.wrong_before) == (70, 2)
    assert (found.counts.repaired, found.counts.broken, found.net) == (2, 0, -2)
    assert found.runs[0][0].words == found.runs[1][0].words == 2
    by_id = {row.baseline.id: (row.counts.repaired, row.lead) for row in found.baselines}
    assert set(by_id) == {baseline.id for baseline in BASELINES}
    assert (by_id["nothing"], by_id["unfinished-edge"]) == ((0, 2), (2, 0))
    assert found.misses == () and found.harmful == ()


def test_jobs_change_nothing(manifest: Path) -> None:
    alone, together = (to_json(run(manifest, jobs=jobs)) for jobs in (1, 2))
    assert timeless(alone) == timeless(together)


def test_thresholds_only_take_away(manifest: Path) -> None:
    [found] = run(manifest, jobs=1).sets
    changed = [counts.repaired + counts.broken for _, counts in found.curve]
    assert changed == sorted(changed, reverse=True)


def test_the_limit_counts_episodes(manifest: Path) -> None:
    seen = []
    [found] = run(manifest, jobs=1, limit=1, progress=lambda done, count: seen.append((done, count))).sets
    assert [item.id for item in found.episodes] == ["one"]
    assert seen == [(1, 1)] and found.net_interval is None


def test_folds_replace_weights(manifest: Path, tmp_path: Path) -> None:
    path = tmp_path / "folds.json"
    path.write_text(write_folds([(("two",), bundled_weights(True), bundled_weights(False))]), encoding="utf-8")
    folds = read_folds(path, model=True)
    assert read_folds(path, model=False)["two"].features == bundled_weights(False).features
    assert folds["two"].features == bundled_weights(True).features
    assert timeless(to_json(run(manifest, jobs=1, folds=folds))) == timeless(to_json(run(manifest, jobs=1)))
    path.write_text('{"folds": [{"held_out": "two"}]}', encoding="utf-8")
    with pytest.raises(DiarfixError, match=r"^E602 "):
        read_folds(path, model=True)


class Reader(HTMLParser):
    """Collects the tags and every attribute that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "data")]


def test_the_page_is_whole_escaped_and_alone(manifest: Path) -> None:
    report = run(manifest, jobs=1)
    page = to_html(report, "diarfix bench <x>")
    reader = Reader()
    reader.feed(page)
    assert "b" in reader.seen and "script" not in reader.seen and "x" not in reader.seen
    assert all(link.startswith("#") for link in reader.links)
    assert "http" not in re.sub(r"http-equiv", "", page) and "url(" not in page
    assert "a&lt;b&gt;" in page and "\x1b" not in page
    assert page.count("<svg") == page.count("</svg>") == 7
    assert "lowest" not in page  # no word of a transcript
    assert to_html(report, "diarfix bench <x>", baselines=False).count("<svg") == 6


def test_markdown_cells_hold(manifest: Path) -> None:
    text = to_markdown(run(manifest, jobs=1), "diarfix bench x", "abc1234", "some | weights")
    assert "some \\| weights" in text and "lowest" not in text
    for block in re.findall(r"(?:^\|.*\n)+", text, re.M):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(counts) == 1, block


def test_the_command(manifest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, text = tmp_path / "out" / "page.html", tmp_path / "out" / "quality.md"
    args = ["bench", str(manifest), "--jobs", "1", "--html", str(page), "--markdown", str(text)]
    assert main(args) == 0
    out = capsys.readouterr().out
    assert "Against simple rules" in out and "\x1b" not in out
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert f"--markdown {text}" in text.read_text(encoding="utf-8")
    assert main([*args[:4], "--json", "--no-baselines", "--limit", "1"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["sets"][0]["baselines"] is None and len(data["sets"][0]["episodes"]) == 1


@pytest.mark.parametrize("args", [["nowhere"], ["seeds", "--set", "none"], ["seeds", "--jobs", "0"], []])
def test_trouble_is_one_line_and_exit_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", *args]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.slow
def test_the_shared_data_gain_more_than_they_lose(shared: Path) -> None:
    if not (shared / "data").is_dir():
        pytest.skip("there is no ../shared/data beside this clone")
    report = run(Path(__file__).with_name("shared.toml"), names=["real pairs"], limit=6)
    [found] = report.sets
    assert len(found.episodes) == 6
    assert found.counts.repaired >= found.counts.broken
