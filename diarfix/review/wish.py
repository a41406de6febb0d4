"""Filters as a reviewer types them: `rule:DF1 conf:0.4-0.7 speaker:Ann state:open,made`."""

from __future__ import annotations

import shlex
from collections.abc import Collection

from diarfix.review.actions import misfit
from diarfix.review.queue import Filter
from diarfix.review.view import STATES, ItemState


def parse_filter(text: str, speakers: Collection[str]) -> Filter:
    """The filter in a line; an empty one is the edits that wait. Raises E505.

    >>> parse_filter("rule:df1,DF401 conf:0.4-0.7 state:made", ()).rules
    ('DF1', 'DF401')
    """
    try:
        parts = shlex.split(text)
    except ValueError:
        raise misfit("a quotation mark is open", "close it") from None
    states: set[ItemState] = set()
    rules: list[str] = []
    chosen: set[str] = set()
    least, most = 0.0, 1.0
    for part in parts:
        name, colon, value = part.partition(":")
        if not colon or not value:
            raise misfit(f"{part!r} is no filter", "write rule:, conf:, speaker: or state: and a value")
        if name == "rule":
            rules += [code.strip().upper() for code in value.split(",") if code.strip()]
        elif name == "conf":
            least, most = _range(value)
        elif name == "speaker":
            chosen |= {_speaker(value, speakers)}
        elif name == "state":
            states |= {_state(one.strip()) for one in value.split(",")} if value != "all" else set(STATES)
        else:
            raise misfit(f"{name!r} cannot be filtered by", "write rule:, conf:, speaker: or state: and a value")
    return Filter(frozenset(states or {"open"}), tuple(rules), frozenset(chosen), least, most)


def filter_text(chosen: Filter) -> str:
    """The line for a filter; empty where it is the usual one."""
    parts = [f"rule:{','.join(chosen.rules)}"] if chosen.rules else []
    if (chosen.least, chosen.most) != (0.0, 1.0):
        parts.append(f"conf:{chosen.least:g}-{chosen.most:g}")
    parts += [shlex.quote(f"speaker:{one}") for one in sorted(chosen.speakers)]
    if chosen.states != {"open"}:
        parts.append("state:" + (",".join(one.replace(" ", "-") for one in STATES if one in chosen.states)))
    return " ".join(parts)


def _range(value: str) -> tuple[float, float]:
    least, dash, most = value.partition("-")
    try:
        return float(least or 0), float(most or 1) if dash else 1.0
    except ValueError:
        raise misfit(f"{value!r} is no range of confidence", "write conf:0.4-0.7") from None


def _speaker(value: str, speakers: Collection[str]) -> str:
    found = [one for one in speakers if one.casefold().startswith(value.casefold())]
    exact = [one for one in found if one.casefold() == value.casefold()]
    if not exact and len(found) != 1:
        raise misfit(f"{len(found)} speakers begin with {value!r}", "write the whole name")
    return (exact or found)[0]


def _state(value: str) -> ItemState:
    found = next((one for one in STATES if one.replace(" ", "-") == value), None)
    if found is None:
        raise misfit(f"{value!r} is no state", f"write {', '.join(one.replace(' ', '-') for one in STATES)} or all")
    return found
