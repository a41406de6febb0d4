"""What `--lenient` puts right in caption files: times written loosely, ends before starts, blank lines astray."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from diarfix.formats.base import Repair, Repaired
from diarfix.formats.captions import lines_of
from diarfix.formats.json_doc import place
from diarfix.model import Seconds

_CLOCK = r"-?[0-9]{1,6}(?:[:.,][0-9]{1,6}){1,3}"
_LOOSE = re.compile(rf"^([ \t]*)({_CLOCK})[ \t]*(?:-{{1,3}}>|–>|—>|→)[ \t]*({_CLOCK})")

Clock = Callable[[Seconds, str], str]


def mended(
    text: str, name: str, clock: Clock, is_block: Callable[[Sequence[str], bool], bool], index: bool = False
) -> Repaired:
    """The text with its timing lines rewritten where they are wrong, and blank lines only between cues.

    `is_block(lines, first)` says that a block without times belongs there; any other is joined to the cue before it.
    `index`: a line of digits before a timing line is that cue's own.
    """
    lines = lines_of(text)[:-1]
    repairs: list[Repair] = []
    raw = [text[begin:stop] for begin, stop, _ in lines]
    nexts = [*(begin for begin, _, _ in lines[1:]), len(text)]
    ends = [text[stop:after] for (_, stop, _), after in zip(lines, nexts, strict=True)]
    timed = [_LOOSE.match(line) is not None for line in raw]
    for at in [at for at, is_time in enumerate(timed) if is_time]:
        new, what = _timing(raw[at], clock)
        if what:
            raw[at] = new
            repairs.append(Repair(place(text, name, lines[at][0]), what))
    for first, stop in _blocks([blank for _, _, blank in lines]):
        times = [at for at in range(first, stop) if timed[at]]
        if not times and not is_block(raw[first:stop], first == 0) and any(timed[:first]):
            back = first - 1
            while back >= 0 and lines[back][2]:
                raw[back] = ends[back] = ""
                back -= 1
            what = "lines without times were joined to the cue before"
            repairs.append(Repair(place(text, name, lines[first][0]), what))
        for at in times[1:]:
            cut = at - 1 if index and raw[at - 1].strip().isdigit() else at
            raw[cut] = (ends[cut] or "\n") + raw[cut]
            repairs.append(Repair(place(text, name, lines[cut][0]), "a blank line was put before the cue"))
    out = "".join(line + end for line, end in zip(raw, ends, strict=True))
    return Repaired(out, tuple(sorted(repairs, key=lambda one: (one.place.line or 0, one.place.column or 0))))


def _blocks(blank: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of lines that are not blank."""
    runs: list[tuple[int, int]] = []
    for at, is_blank in enumerate(blank):
        if is_blank:
            continue
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _timing(line: str, clock: Clock) -> tuple[str, str]:
    """A timing line as it should be, and what was wrong with it; "" where nothing was."""
    found = _LOOSE.match(line)
    assert found is not None
    start, end = _loose(found[2]), _loose(found[3])
    what = ""
    if end < start:
        what, end = f"the cue ended ({found[3]}) before it started ({found[2]}); its end was moved to its start", start
    new = f"{found[1]}{clock(start, '00:00:00')} --> {clock(end, '00:00:00')}{line[found.end() :]}"
    if not what and re.sub(r"\s", "", new) != re.sub(r"\s", "", line):
        what = f"the times {line.strip()[:60]!r} were written as they should be"
    return (new, what) if what else (line, "")


def _loose(raw: str) -> Seconds:
    """Seconds of a time with any of `:`, `.` and `,`; what follows the last of them is a fraction unless it is `:`."""
    sign = -1.0 if raw[0] == "-" else 1.0
    parts = re.split(r"([:.,])", raw.lstrip("-"))
    fraction = 0.0
    if len(parts) > 1 and parts[-2] != ":":
        fraction = float(f"0.{parts[-1]}")
        parts = parts[:-2]
    total = 0.0
    for part in parts[::2]:
        total = total * 60 + float(part)
    return sign * (total + fraction)
