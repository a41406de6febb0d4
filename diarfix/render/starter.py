"""A commented `diarfix.toml` for a project, from what its episodes look like."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from diarfix.check.survey import Survey
from diarfix.config import SECTIONS, settings_of
from diarfix.render.config import toml
from diarfix.render.facts import counted

WIDTH = 100
MOST_LABELS = 8
_ABOUT = {
    "rules": "Which rules have a say; `diarfix rules` lists them.",
    "repair": "How edits are found and which are made unseen.",
    "check": "What `diarfix check` looks at and when it fails.",
}


def starter(found: Survey, folder: Path) -> str:
    """The file, to lie in `folder`: what the episodes ask for is set, the rest is a comment with its default."""
    chosen = _chosen(found, folder)
    lines = [*_comment("diarfix's configuration for this project. What is commented out shows the default."),
             *_comment("`diarfix config` prints what holds and where it comes from; docs/config.md says more."), "#"]
    for said in _seen(found):
        lines += _comment(said)
    for section in SECTIONS:
        about = _ABOUT.get(section.name)
        lines += ["", f"[{section.name}]", *(_comment(about) if about else [])]
        for item in settings_of(section.record):
            key = f"{section.name}.{item.key}"
            lines += ["", *_comment(f"{item.about[:1].upper()}{item.about[1:]}.")]
            if key in chosen:
                lines.append(f"{item.key} = {toml(chosen[key])}")
            else:
                shown = '""' if item.default is None else toml(item.default)
                lines.append(f"# {item.key} = {shown}")
    lines += ["", *_comment("Other choices for some of the files; later ones win. Globs are those of .gitignore."),
              "# [[overrides]]", '# files = ["archive/"]', "# repair.min-confidence = 0.9"]
    return "\n".join(lines) + "\n"


def _chosen(found: Survey, folder: Path) -> Mapping[str, Any]:
    """What the episodes ask for."""
    chosen: dict[str, Any] = {}
    if found.episodes:
        chosen["check.include"] = list(found.globs(folder))
    if found.strays(folder):
        chosen["check.exclude"] = list(found.strays(folder))
    if found.malformed:
        chosen["repair.lenient"] = True
    return chosen


def _seen(found: Survey) -> list[str]:
    if not found.episodes:
        return ["No episodes were shown: diarfix init EPISODES... sets what they ask for."]
    kinds = ", ".join(f"{name} {count}" for name, count in found.formats)
    said = [f"Made from {counted(len(found.episodes), 'episode')} of {found.words:,} words ({kinds})."]
    frequent = [f"{label} ({count})" for label, count in found.labels[:MOST_LABELS]]
    more = len(found.labels) - MOST_LABELS
    said.append(f"Labels and the episodes they are in: {', '.join(frequent)}{f' and {more} more' if more > 0 else ''}.")
    if found.malformed:
        said.append(f"Malformed, read leniently: {', '.join(found.malformed[:5])}.")
    return said


def _comment(text: str) -> list[str]:
    # Labels come from files: a line break in one must not end the comment.
    return [f"# {line}" for line in textwrap.wrap(" ".join(text.split()), WIDTH, break_on_hyphens=False)]
