"""Configuration: `diarfix.toml` or `[tool.diarfix]`, found upward, with `extends` and overrides by glob.

    config = load_for("shows/episode.vtt")
    config[Check].fail_on, config.where("check.fail-on")
"""

from __future__ import annotations

from diarfix.config.effective import Config, Layer, defaults
from diarfix.config.locate import NAME, find
from diarfix.config.read import Configs, load, load_for
from diarfix.config.setting import Origin, Setting, setting, settings_of
from diarfix.config.table import SECTIONS, Check, Repair, Review, Rules, Section, Show

__all__ = [
    "NAME",
    "SECTIONS",
    "Check",
    "Config",
    "Configs",
    "Layer",
    "Origin",
    "Repair",
    "Review",
    "Rules",
    "Section",
    "Setting",
    "Show",
    "defaults",
    "find",
    "load",
    "load_for",
    "setting",
    "settings_of",
]
