"""What the command line says and the configuration knows, as one: the options of each input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.cli.targets import STDIN

if TYPE_CHECKING:
    from diarfix.config import Config, Configs
    from diarfix.pipeline import Options
    from diarfix.quotes import Quote
    from diarfix.rulebook import Rule
    from diarfix.solve import Consult

CONFIG = typer.Option(
    None, "--config", metavar="FILE", help="Use this configuration; without it diarfix.toml is searched upward."
)
ISOLATED = typer.Option(False, "--isolated", help="Use no configuration file.")
FROM = typer.Option(None, "--from", metavar="FORMAT", help="The format; see `diarfix formats`.")
TO = typer.Option(None, "--to", metavar="FORMAT", help="Write this format instead of the input's.")
MIN_CONFIDENCE = typer.Option(
    None, "--min-confidence", min=0.0, max=1.0, metavar="P", help="Apply edits of this confidence or more."
)
MODEL = typer.Option(None, "--model/--no-model", help="Use the boundary model, or the rules alone.")
LENIENT = typer.Option(None, "--lenient/--no-lenient", help="Repair what is malformed, where that can be done.")
UNSAFE = typer.Option(None, "--unsafe/--no-unsafe", help="Apply edits whose rules ask for a person, too.")
HEAL = typer.Option(None, "--heal/--no-heal", help="Mend false full stops and capitals at joined seams.")
RULES = typer.Option([], "--rules", metavar="FILE", help="Use these rules, too (a file or a folder).")
SELECT = typer.Option(
    [], "--select", metavar="CODES", help="Only what has a code that begins so (DF1,FLIP001); no model."
)
EXTEND_SELECT = typer.Option([], "--extend-select", metavar="CODES", help="Rules to add to those that are selected.")
IGNORE = typer.Option([], "--ignore", metavar="CODES", help="Nothing that has a code that begins so.")
QUOTES = typer.Option(None, "--quotes", metavar="FILE", help="Look up the quotes in this text, too.")

SELECTABLE = ("FLIP", "MODEL", "PEOPLE", "QUOTE")
"""What proposes edits beside the rules: a selection of rules leaves them out unless it names them."""


@dataclass
class Settings:
    """What was given for every input; None and nothing leave it to the configuration."""

    config: Path | None = None
    isolated: bool = False
    min_confidence: float | None = None
    unsafe: bool | None = None
    heal: bool | None = None
    model: bool | None = None
    lenient: bool | None = None
    rules: Sequence[Path] = ()
    select: Sequence[str] = ()
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    consult: Consult | None = None
    quotes: Sequence[Quote] = ()
    _configs: Configs | None = None
    _rules: dict[tuple[object, ...], tuple[Rule, ...]] = field(default_factory=dict)

    def config_for(self, source: str) -> Config:
        """What is configured for an input (`-` is standard input). Raises E101, E104, E611."""
        return self.configs.for_file(None if source == STDIN else Path(source))

    @property
    def configs(self) -> Configs:
        """The configurations of this run."""
        from diarfix.config import Configs

        if self._configs is None:
            self._configs = Configs(self.config, self.isolated)
        return self._configs

    def lenient_for(self, source: str) -> bool:
        """Whether a malformed input is to be repaired."""
        from diarfix.config import Repair

        return _first(self.lenient, self.config_for(source)[Repair].lenient)

    def options_for(self, source: str) -> Options:
        """How an input is repaired. Raises E101, E104, E403, E611, and E4xx for rule files."""
        return self.options(self.config_for(source))

    def options(self, config: Config) -> Options:
        """How inputs of that configuration are repaired; see `options_for`."""
        from diarfix.config import Repair, Show
        from diarfix.pipeline import Options
        from diarfix.show import known_of

        repair, silent = config[Repair], self.silent(config)
        return Options(
            rules=self.rules_of(config),
            min_confidence=repair.min_confidence if self.min_confidence is None else self.min_confidence,
            unsafe=_first(self.unsafe, repair.unsafe),
            heal=_first(self.heal, repair.heal),
            # Whoever selects rules wants those and nothing else, unless they say so.
            model=_first(self.model, repair.model and "MODEL001" not in silent),
            people=repair.people,
            flips="FLIP001" not in silent,
            quotes=tuple(self.quotes),
            consult=self.consult,
            silent=silent,
            show=known_of(config[Show]),
        )

    def rules_of(self, config: Config) -> tuple[Rule, ...]:
        """The rules that have a say under a configuration; what the command line selects replaces what that does."""
        from diarfix.config import Rules
        from diarfix.rulebook import load_rules

        section = config[Rules]
        files = (*section.files, *self.rules)
        key = (files, self._selected(config), self._ignored(config))
        if key not in self._rules:
            self._rules[key] = load_rules(*key)
        return self._rules[key]

    def silent(self, config: Config) -> frozenset[str]:
        """The codes without a rule file that have no say: those ignored, and those that a selection leaves out."""
        from diarfix.codes import starting_with

        selected = self._selected(config)
        left_out = set(starting_with(SELECTABLE)) - set(starting_with(selected)) if selected else set()
        return frozenset((*starting_with(self._ignored(config)), *left_out))

    def _ignored(self, config: Config) -> tuple[str, ...]:
        from diarfix.config import Rules

        return (*codes(config[Rules].ignore), *codes(self.ignore))

    def _selected(self, config: Config) -> tuple[str, ...]:
        from diarfix.config import Rules

        section = config[Rules]
        chosen = codes(self.select) or codes(section.select)
        return (*chosen, *codes(section.extend_select), *codes(self.extend_select)) if chosen else ()


def quotes_of(path: Path | None) -> tuple[Quote, ...]:
    """The quotes of `--quotes FILE`. Raises E101-E106, E602."""
    if path is None:
        return ()
    from diarfix.quotes import read_quotes

    return read_quotes(path)


def codes(given: Iterable[str]) -> tuple[str, ...]:
    """Codes as given: repeated, or joined by commas.

    >>> codes(["DF1,DF2", "df401"])
    ('DF1', 'DF2', 'DF401')
    """
    return tuple(part.strip().upper() for text in given for part in text.split(",") if part.strip())


def _first(given: bool | None, configured: bool) -> bool:
    return configured if given is None else given
