"""Which files are checked: folders, globs, ignore files, the configuration."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diarfix.check.discover import discover
from diarfix.check.ignore import Ignore
from diarfix.config import Configs
from diarfix.errors import DiarfixError

SUFFIXES = frozenset({".txt", ".vtt"})


def shown(*given: str, force: bool = False) -> list[str]:
    return [found.shown for found in discover(given, Configs(), SUFFIXES, force)]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    names = ["a.txt", "b.vtt", "c.md", ".hidden.txt", ".git/f.txt"]
    names += ["shows/d.txt", "shows/d.diarfix.json", "shows/old/e.txt"]
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x")
    return tmp_path


def test_folders_files_and_globs_each_once(tree: Path) -> None:
    assert shown(".") == ["a.txt", "b.vtt", "shows/d.txt", "shows/old/e.txt"]
    assert shown("shows", "shows/d.txt", "./shows/../a.txt") == ["a.txt", "shows/d.txt", "shows/old/e.txt"]
    assert shown("**/*.txt") == ["a.txt", "shows/d.txt", "shows/old/e.txt"]
    assert shown("c.md") == ["c.md"]  # what is named is meant
    assert shown(str(tree / "shows")) == ["shows/d.txt", "shows/old/e.txt"]
    with pytest.raises(DiarfixError, match=r"^E101 \*.srt: nothing is named so"):
        shown("*.srt")


def test_ignore_files_nest_as_gits_do(tree: Path) -> None:
    Path(".gitignore").write_text("old/\n*.vtt\n")
    assert shown(".") == ["a.txt", "shows/d.txt"]
    Path("shows/.gitignore").write_text("!old/\nd.txt\n")
    assert shown(".") == ["a.txt", "shows/old/e.txt"]
    Path("shows/.diarfixignore").write_text("!d.txt\n")
    assert shown(".") == ["a.txt", "shows/d.txt", "shows/old/e.txt"]
    assert shown("b.vtt") == ["b.vtt"] and shown("b.vtt", force=True) == []
    Path("diarfix.toml").write_text("check.respect-ignore-files = false\ncheck.exclude = ['/shows/old/']\n")
    assert shown(".") == ["a.txt", "b.vtt", "shows/d.txt"]
    assert shown("shows/old/e.txt", force=True) == []


def test_include_names_what_is_looked_at(tree: Path) -> None:
    Path("diarfix.toml").write_text("check.include = ['*.md', 'shows/*.txt']\n")
    assert shown(".") == ["c.md", "shows/d.txt"]
    assert all(found.sure for found in discover(["."], Configs(), SUFFIXES))


NAME = st.sampled_from(["a", "b", "a.txt", "b.txt"])
PATTERN = st.sampled_from(["a", "b/", "/a", "*.txt", "!a.txt", "a/**", "**/b", "b.txt", "!b", "a/b.txt", "#x", ""])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(NAME, NAME, NAME), min_size=1, max_size=5), st.lists(PATTERN, max_size=4),
       st.lists(PATTERN, max_size=3))
def test_git_agrees(tmp_path_factory: pytest.TempPathFactory, paths: list[tuple[str, str, str]], top: list[str],
                    deep: list[str]) -> None:
    root = tmp_path_factory.mktemp("repo")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for first, second, third in paths:
        folder = root / f"{first}d" / f"{second}d"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / third).write_text("x")
    (root / ".gitignore").write_text("\n".join(top) + "\n")
    for folder in root.iterdir():
        if folder.is_dir() and folder.name != ".git":
            (folder / ".gitignore").write_text("\n".join(deep) + "\n")
    command = ["git", "ls-files", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    wanted = {name for name in listed if name and not name.endswith(".gitignore")}
    ignore = Ignore(root)
    files = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts[-1] and
             ".git" not in path.relative_to(root).parts]
    assert {path.relative_to(root).as_posix() for path in files if not ignore.passes_over_any(path)} == wanted
