"""The effective configuration as TOML, each value with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from diarfix.config import SECTIONS, Config, settings_of
from diarfix.render.screen import CODE, HEAD, NEW, QUIET


def print_config(console: Console, config: Config, about: str) -> None:
    """Every section, what is not set as a comment; it can be read as TOML again."""
    files = ", ".join(map(_relative, config.files)) or "no configuration file: all values are the defaults"
    console.print(Text(f"# {about}", QUIET), soft_wrap=True)
    console.print(Text(f"# {files}", QUIET), soft_wrap=True)
    rows = {key: f"{key.partition('.')[2]} = {toml(value)}" for key, value in config.values().items()}
    width = min(48, max(map(len, rows.values())))
    for section in SECTIONS:
        console.print(Text.assemble("\n[", (section.name, HEAD), "]"))
        for item in settings_of(section.record):
            key = f"{section.name}.{item.key}"
            origin = config.where(key)
            line = rows[key] if config.values()[key] is not None else f"# {item.key}"
            style = "default" if origin.place is not None else QUIET
            text = Text.assemble((line.ljust(width), style), ("  # ", QUIET))
            console.print(text.append(str(origin), CODE if origin.place is not None else QUIET), soft_wrap=True)


def print_settings(console: Console) -> None:
    """Every key with its default and what it says."""
    for number, section in enumerate(SECTIONS):
        console.print(Text.assemble("\n" if number else "", "[", (section.name, HEAD), "]"))
        for item in settings_of(section.record):
            default = "not set" if item.default is None else toml(item.default)
            console.print(Text.assemble((item.key, NEW), (f" = {default}", QUIET)), soft_wrap=True)
            console.print(Text(f"    {item.about}" + ("; for the whole project" if item.whole else "")), soft_wrap=True)


def config_json(config: Config) -> str:
    """The same for programs: value, and the origin's file, line and globs where it is not the default."""
    rows = {}
    for key, value in config.values().items():
        origin, place = config.where(key), config.where(key).place
        rows[key] = {
            "value": _plain(value),
            "from": None if place is None else {"file": place.name, "line": place.line, "files": list(origin.files)},
        }
    return json.dumps({"files": [_relative(path) for path in config.files], "values": rows}, indent=2,
                      ensure_ascii=False)


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line.

    >>> toml(("a", "b")), toml(True), toml({"A B": "c"}), toml(0.5)
    ('["a", "b"]', 'true', '{"A B" = "c"}', '0.5')
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(toml, value)) + "]"
    # JSON leaves DEL as it is, TOML forbids it.
    return json.dumps(_plain(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return _relative(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


def _relative(path: Path) -> str:
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()
