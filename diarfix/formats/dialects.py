"""How captions name who speaks: at the start of a line of a cue, or with a voice tag.

Nothing is a label by its colon alone: a prefix counts where it recurs, or looks like nothing but a name, and "We have
one rule: no shoes" stays speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diarfix.formats.shape import Shape, label_shape, metadata_key

MAX_PREFIX = 80
"""Characters of a line that are looked at for a label."""

_SOUNDS = frozenset(
    """music applause laughter laughs laughing laugh inaudible crosstalk silence noise cheering cheers sighs sigh
    pause unintelligible foreign background indistinct theme intro outro coughs coughing beep ringing""".split()
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to write a label: `before` + name + `after`, read by `pattern` (its group 1, maybe empty).

    `inline` labels may stand anywhere in a cue, and a cue may hold several. `bare` is how a change to someone without
    a name is written, where it can be.
    """

    id: str
    pattern: re.Pattern[str]
    before: str
    after: str
    bare: str | None = None
    inline: bool = False
    bracketed: bool = False

    def written(self, name: str, label: Callable[[str], str] = str) -> str:
        """The label as it stands before its words."""
        if not name:
            assert self.bare is not None
            return self.bare
        return self.before + label(name) + self.after

    def fits(self, name: str) -> bool:
        """Whether a label can be read back as written."""
        if name != " ".join(name.split()) or not name:
            return False
        if self.inline:
            return True
        found = self.pattern.match(self.written(name) + "x")
        return bool(found) and found[1] == name and self.accepts(name) is not None  # type: ignore[index]

    def accepts(self, name: str) -> Shape | None:
        """The shape of what may be a label in this dialect."""
        if self.bracketed and name.casefold().strip(" .") in _SOUNDS:
            return None
        shape = label_shape(name)
        return None if shape is None or metadata_key(f"{name}:") else shape


VOICE = Dialect("voice", re.compile(r"<v((?:\.[^\s.<>]+)*)[ \t]+([^<>\r\n]*)>"), "<v ", ">", inline=True)

DIALECTS = (
    Dialect("bracket-colon", re.compile(r"[ \t]*\[([^\[\]\r\n:]{1,60})\]:[ \t]*"), "[", "]: ", bracketed=True),
    Dialect("chevrons", re.compile(r"[ \t]*>>+[ \t]*(?:([^:\r\n>]{1,60}):[ \t]+)?()"), ">> ", ": ", bare=">> "),
    Dialect("parentheses", re.compile(r"[ \t]*\(([^()\r\n]{1,60})\)[ \t]*(?:\r\n|\r|\n)"), "(", ")\n", bracketed=True),
    Dialect("brackets", re.compile(r"[ \t]*\[([^\[\]\r\n]{1,60})\][ \t]+(?=\S)"), "[", "] ", bracketed=True),
    Dialect("colon", re.compile(r"[ \t]*(?:[-–][ \t]?)?([^:\r\n]{1,60}?)[ \t]?:(?=\s)[ \t]*"), "", ": "),
    Dialect("dashes", re.compile(r"[ \t]*[-–—][ \t]*()(?=\S)"), "- ", "", bare="- "),
)
"""Tried in this order; the one that labels most lines of a document is that document's own, ties go to the first."""


class Prefix(NamedTuple):
    """A label at the start of a line: decoded characters `begin:stop`, its name at `first:last` ("" for a bare one).

    `starts` says that the words after it begin as a sentence does.
    """

    begin: int
    stop: int
    name: str
    first: int
    last: int
    starts: bool


def prefixes(dialect: Dialect, text: str) -> list[Prefix]:
    """Every label, in this dialect, at the start of a line of one cue's text."""
    found: list[Prefix] = []
    for line in re.finditer(r"[^\r\n]+", text):
        match = dialect.pattern.match(text, line.start(), min(len(text), line.start() + MAX_PREFIX))
        if not match:
            continue
        name = match[1] or ""
        if name and dialect.accepts(name) is None:
            continue
        if not name and dialect.bare is None:
            continue
        first, last = match.span(1) if name else (match.end(), match.end())
        next_char = text[match.end() : match.end() + 1]
        found.append(Prefix(match.start(), match.end(), name, first, last, not next_char.islower()))
    if dialect.id == "dashes" and len(found) < 2:
        return []  # one dash alone is as often a thought that breaks off
    return found


def convincing(dialect: Dialect, cues: Sequence[Sequence[Prefix]]) -> set[str]:
    """The names that are labels, of all that stand like one: those that recur, and those that can be nothing else."""
    found = [prefix for cue in cues for prefix in cue if prefix.name]
    counts = Counter(prefix.name for prefix in found)
    starts = Counter(prefix.name for prefix in found if prefix.starts)
    all_labelled = all(cues)
    sure, rare = set(), {}
    for name, count in counts.items():
        shape = dialect.accepts(name)
        assert shape is not None
        usual = not shape.opener and not shape.heading
        certain = shape.numbered or (shape.name and usual and len(name.split()) > 1)
        recurs = count > 1 and not shape.opener and (shape.name or all_labelled or starts[name] > 0)
        if certain or recurs or (shape.name and usual and starts[name] == count):
            sure.add(name)
        elif usual and len(name.split()) <= 3:
            rare[name] = shape.name
    # Beside labels that are sure, a lone name is one, too; and where most cues have one, so is a lone short phrase.
    most = sum(any(prefix.name in sure for prefix in cue) for cue in cues) >= 0.6 * len(cues)
    return sure | {name for name, named in rare.items() if sure and (named or (most and starts[name] > 0))}


def choose(texts: Sequence[str]) -> tuple[Dialect | None, list[list[Prefix]]]:
    """The document's dialect, None where no cue has a label, and the labels of every cue in it."""
    best: tuple[int, Dialect | None, list[list[Prefix]]] = (0, None, [[] for _ in texts])
    for dialect in DIALECTS:
        every = [prefixes(dialect, text) for text in texts]
        names = convincing(dialect, every)
        kept = [[prefix for prefix in cue if not prefix.name or prefix.name in names] for cue in every]
        count = sum(len(cue) for cue in kept)
        enough = count >= max(2, len(texts) // 50) or (count and kept[0] and len(texts) <= 50)
        if count > best[0] and enough:
            best = (count, dialect, kept)
    return best[1], best[2]
