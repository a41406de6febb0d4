"""What is known of a show, as the repair takes it."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from diarfix.config import Show
from diarfix.show.profile import Regulars, read_profile

ShowRole = Literal["host", "guest"]


@dataclass(frozen=True)
class Known:
    """A show's people and habits. `labels` and `phrases` are pairs of pattern or phrase and name, in their order."""

    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    advertisers: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()
    regulars: Regulars | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone that is named, each once."""
        named = (*self.hosts, *self.guests, *(name for _, name in (*self.labels, *self.phrases)))
        return tuple(dict.fromkeys(named))

    def role_of(self, name: str) -> ShowRole | None:
        """The role that the configuration gives to a name."""
        return "host" if name in self.hosts else "guest" if name in self.guests else None

    def named(self, label: str) -> tuple[str, str] | None:
        """(pattern, name) of a label: the one written exactly so, else the first pattern that fits."""
        fits = [pair for pair in self.labels if matches(pair[0], label)]
        return min(fits, key=lambda pair: pair[0].casefold() != label.casefold(), default=None)


def matches(pattern: str, label: str) -> bool:
    """Whether a label fits a pattern; `*` stands for any text, `?` for one character, case does not count.

    >>> matches("* Host", "Slack Water Host"), matches("* Host", "Slack Water Co-Host"), matches("ana", "Ana")
    (True, False, True)
    """
    return fnmatchcase(label.casefold(), pattern.casefold())


def known_of(section: Show) -> Known | None:
    """The configured section, its profile read; None where nothing is configured. Raises E101-E106, E602."""
    if section == Show():
        return None
    return Known(
        section.hosts, section.guests, section.advertisers, tuple((section.labels or {}).items()),
        tuple((section.catchphrases or {}).items()),
        None if section.profile is None else read_profile(section.profile),
    )
