"""A small archive of our own episodes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the batch extra")

SHORT = "Ann: It goes back to the lowest number there\nBen: is. Right, I see. What then?\nAnn: And up {n} steps.\n"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six short transcripts, one of them in a folder below, and one file that is none."""
    folder = tmp_path_factory.mktemp("template") / "in"
    (folder / "deep" / "er").mkdir(parents=True)
    for number in range(5):
        (folder / f"ep{number}.txt").write_text(SHORT.format(n=number), encoding="utf-8")
    (folder / "deep" / "er" / "six.txt").write_text(SHORT.format(n=6), encoding="utf-8")
    (folder / "bad.txt").write_text("no one speaks here\n", encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    return folder


@pytest.fixture
def archive(template: Path, tmp_path: Path) -> Path:
    """The template, to be changed at will."""
    return Path(shutil.copytree(template, tmp_path / "in"))
