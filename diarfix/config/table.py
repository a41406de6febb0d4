"""Every section of the configuration, one frozen record each.

A part of diarfix that wants a section of its own writes a record and adds a line to `SECTIONS`; reading, overrides,
suggestions, `diarfix config` and the docs follow from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from diarfix.config.setting import setting

Theme = Literal["auto", "dark", "light"]
FailOn = Literal["error", "warning"]
OutputFormat = Literal["text", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown"]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules have a say."""

    select: tuple[str, ...] = setting((), "only rules whose code begins so, and no model; all where empty")
    extend_select: tuple[str, ...] = setting((), "rules to add to those that select names")
    ignore: tuple[str, ...] = setting((), "no rules whose code begins so")
    files: tuple[Path, ...] = setting((), "rule files, or folders of them, to use beside the bundled ones")


@dataclass(frozen=True, slots=True)
class Repair:
    """How edits are found and which are made; for fix, check, review and explain."""

    min_confidence: float = setting(0.7, "edits of this confidence or more are applied", least=0, most=1)
    unsafe: bool = setting(False, "apply edits whose rules ask for a person, too")
    heal: bool = setting(True, "take false full stops and capitals away where pieces are joined")
    model: bool = setting(True, "let the boundary model have its say")
    people: bool = setting(True, "give words to people who are announced or handed the floor")
    lenient: bool = setting(False, "repair malformed files where that can be done")


@dataclass(frozen=True, slots=True)
class Check:
    """What `diarfix check` looks at and when it fails."""

    include: tuple[str, ...] = setting(
        (), "files in folders to look at; where empty, those of a known ending that hold a transcript", whole=True
    )
    exclude: tuple[str, ...] = setting((), "files and folders to pass over, as in .gitignore", whole=True)
    respect_ignore_files: bool = setting(True, "pass over what .gitignore and .diarfixignore name", whole=True)
    min_confidence: float = setting(0.5, "findings of less confidence are not told", least=0, most=1)
    fail_on: FailOn = setting("warning", "the least severity that makes the check fail")
    baseline: Path | None = setting(None, "a file of known findings that are not told again", whole=True)
    format: OutputFormat = setting("text", "how findings are written", whole=True)


@dataclass(frozen=True, slots=True)
class Review:
    """How `diarfix review` looks and which keys it takes."""

    theme: Theme = setting("auto", "the terminal's colours; auto asks COLORFGBG, and is dark where that is not set")
    keys: tuple[str, ...] = setting((), 'other keys than docs/review.md names: "accept=y", "next=j,down"')


@dataclass(frozen=True, slots=True)
class Show:
    """What is known of a show; `diarfix learn` proposes it from reviewed episodes."""

    hosts: tuple[str, ...] = setting((), "names of the hosts, as their labels should read")
    guests: tuple[str, ...] = setting((), "names of guests who come again")
    advertisers: tuple[str, ...] = setting((), 'labels (or patterns of them: "Pondlark*") under which ads stand')
    labels: Mapping[str, str] | None = setting(None, 'who a label is: {"* Host" = "Ana Ruiz"}; * stands for any text')
    catchphrases: Mapping[str, str] | None = setting(None, "who says a phrase that no one else does: for review only")
    profile: Path | None = setting(None, "how the regulars talk, as diarfix learn --profile writes it")


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the file and the record that holds it."""

    name: str
    record: type[Any]


SECTIONS: tuple[Section, ...] = (
    Section("rules", Rules),
    Section("repair", Repair),
    Section("check", Check),
    Section("review", Review),
    Section("show", Show),
)
"""In the order that `diarfix config` prints them."""
