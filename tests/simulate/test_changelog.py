"""Markdown goes, words stay; the archive is read in its order."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from diarfix.errors import DiarfixError
from diarfix.simulate import changelog
from diarfix.simulate.changelog import plain_text, read_turns


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"So \[laughter\] we *really* did **it**.", "So we really did it."),
        (r"\[04:14\] See [the page](https://a.example/b_(c)) now", "See the page) now"),
        ("One - or two – or three", "One, or two, or three"),
        ("Done. - And then", "Done. And then"),
        ("it&#39;s in `a_b` and snake_case_name, C\\#", "it's in a_b and snake_case_name, C#"),
        ("Look <https://x.example> <br> here", "Look https://x.example here"),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


def test_turns() -> None:
    text = "An intro.\n\n**Ann:** One.\n\nTwo.\n\n**Break:** \\[1:00\\]\n\n**Bo: Bo:** Three.\n\n**Bo:** Four."
    assert list(read_turns(text)) == [("Ann", "One. Two."), ("Bo", "Three. Four.")]


def test_archive(tmp_path: Path) -> None:
    path = tmp_path / "all.tar.xz"
    files = {"b/2.md": "**A:** x.\n\n**B:** y.", "a/1.md": "**A:** z.", "c/3.md": "**C:** u.\n\n**D:** v."}
    with tarfile.open(path, "w:xz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    episodes = list(changelog(path))
    assert [episode.source.name for episode in episodes] == ["b/2.md", "c/3.md"]
    assert episodes[0].labels == ("A", "B")


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(DiarfixError, match="E101"):
        list(changelog(tmp_path / "none.tar.xz"))
