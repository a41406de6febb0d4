"""Adds to the site what is made from the code or stands elsewhere in the repository.

The README is the first page, each rule has one, and files that pages link to come along. Nothing of it is kept beside
the hand-written pages, so that none can be out of date.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from diarfix.measured import measured
from diarfix.render.rule_docs import pages
from diarfix.rulebook import bundled_rules

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "repository"
"""Where the site holds files from outside docs/."""

_LINK = re.compile(r"(?<!`)\]\((?!https?:|#|mailto:)([^)\s]+)\)")
_HOMES: dict[str, str] = {}
"""Page of the site -> its file in the repository, where the two differ."""


def on_files(files: Files, config: Any) -> Files:
    """The generated pages and the linked files join the others."""
    for name, text in pages(bundled_rules(), measured()).items():
        files.append(File.generated(config, f"rules/{name}", content=text))
    _HOMES["index.md"] = "README.md"
    files.append(File.generated(config, "index.md", content=_read("README.md")))
    done: set[str] = set()
    waiting = ["README.md", *(f"docs/{file.src_uri}" for file in files.documentation_pages())]
    while waiting:
        source = waiting.pop()
        for target in _targets(source) - done:
            done.add(target)
            page = _home(target)
            if page == f"{FOLDER}/{target}" and (ROOT / target).is_file():
                _HOMES[page] = target
                files.append(File.generated(config, page, content=_read(target)))
                waiting += [target] if target.endswith(".md") else []
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Links lead to where the site holds their targets."""
    here = page.file.src_uri
    if here.startswith("rules/"):
        return markdown
    source = _HOMES.get(here, f"docs/{here}")

    def moved(link: re.Match[str]) -> str:
        path, mark, anchor = link[1].partition("#")
        target = _home(posixpath.normpath(posixpath.join(posixpath.dirname(source), path)))
        return f"]({posixpath.relpath(target, posixpath.dirname(here) or '.')}{mark}{anchor})"

    return _LINK.sub(moved, markdown)


def _targets(source: str) -> set[str]:
    """The files of the repository that one of them links to."""
    if not (ROOT / source).is_file():
        return set()
    folder = posixpath.dirname(source)
    return {
        posixpath.normpath(posixpath.join(folder, link[1].partition("#")[0])) for link in _LINK.finditer(_read(source))
    }


def _home(target: str) -> str:
    """Where the site holds a file of the repository."""
    if target == "README.md":
        return "index.md"
    if target in ("rules", "docs/rules/index.md"):
        return "rules/index.md"
    return target.removeprefix("docs/") if target.startswith("docs/") else f"{FOLDER}/{target}"


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
