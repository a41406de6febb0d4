"""Rules for people and programs: the list, one rule's page, and both as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from diarfix.render.facts import counted
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, hanging

if TYPE_CHECKING:
    from diarfix.rulebook import Rule
    from diarfix.rulebook.record import Condition, Weight

TITLES = {
    "DF1": "boundaries",
    "DF2": "short turns",
    "DF3": "swallowed turns",
    "DF4": "identity",
    "DF5": "ads and furniture",
    "DF6": "document health",
}
_STYLES = {"error": OLD, "warning": "magenta", "info": QUIET}


def print_rules(console: Console, rules: Iterable[Rule]) -> None:
    """Every rule on a line, under its group's title."""
    listed = list(rules)
    width = max((len(rule.name) for rule in listed), default=0)
    narrow = console.width < 100
    for group, members in groupby(listed, key=lambda rule: rule.group):
        console.print(Text(f"{group}xx {TITLES.get(group, '')}".rstrip(), HEAD))
        for rule in members:
            lead = Text("  ").append(rule.code.ljust(7), CODE)
            lead.append(f"{rule.severity:<9}", _STYLES[rule.severity]).append(_safety(rule).ljust(6), QUIET)
            if narrow:
                hanging(console, lead, Text(rule.summary))
            else:
                hanging(console, lead.append(rule.name.ljust(width + 2)), Text(rule.summary))
        console.print()
    about = "safe: edits may be applied unseen; asks: a person decides; note: no edits."
    hanging(console, Text(f"{counted(len(listed), 'rule')}  ", QUIET), Text(about, QUIET), 0)
    console.print(Text("diarfix rules CODE shows one in full.", QUIET))


def _safety(rule: Rule) -> str:
    """What becomes of the rule's edits; a rule without evidence makes none."""
    return ("safe" if rule.safe else "asks") if rule.evidence else "note"


def print_rule(console: Console, rule: Rule) -> None:
    """One rule in full."""
    from diarfix.cues.table import CUES

    marks = ((rule.severity, _STYLES[rule.severity]), (f", {_SAFETIES[_safety(rule)]}", QUIET))
    console.print(Text.assemble((rule.code, f"{HEAD} {CODE}"), (f"  {rule.name}  ", HEAD), *marks), soft_wrap=True)
    hanging(console, Text("  "), Text(rule.summary))
    _heading(console, "why")
    hanging(console, Text("  "), Text(rule.rationale))
    _heading(console, "when", f"at {SITES.get(rule.site, rule.site)}")
    cues = CUES[rule.site]
    rows = [("", item) for item in rule.when.conditions]
    rows += [("any: ", item) for group in rule.when.choices for item in group]
    width = max((len(mark + condition(item)) for mark, item in rows), default=0)
    for mark, item in rows:
        lead = Text("  ").append(mark, QUIET).append(condition(item).ljust(width - len(mark) + 2))
        hanging(console, lead, Text(cues[item.cue].about, QUIET))
    _heading(console, "evidence", "log-odds, before fitting" if rule.evidence else "none")
    for weight in rule.evidence:
        hanging(console, Text("  "), Text(evidence(weight)))
    _examples(console, "fails", rule.fails, OLD)
    _examples(console, "passes", rule.passes, NEW)
    console.print()
    console.print(Text(str(rule.path), QUIET), soft_wrap=True)


_SAFETIES = {
    "safe": "its edits may be applied unseen",
    "asks": "a person decides on its edits",
    "note": "it makes no edits",
}
SITES = {
    "seam": "a change of label",
    "head": "the first words of a turn",
    "tail": "the last words of a turn",
    "turn": "a turn",
    "label": "a label",
    "pair": "two labels that meet",
    "document": "the whole document",
}


def _heading(console: Console, name: str, about: str = "") -> None:
    console.print(Text.assemble((f"\n{name}", HEAD), (f"  {about}" if about else "", QUIET)))


def condition(item: Condition) -> str:
    """A condition as a rule file writes it."""
    if item.allowed:
        values = [str(value).lower() if isinstance(value, bool) else str(value) for value in item.allowed]
        return f"{item.cue}: {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}"
    bounds = [f"{name}: {value:g}" for name, value in (("min", item.least), ("max", item.most)) if value is not None]
    return f"{item.cue}: {{{', '.join(bounds)}}}"


def evidence(weight: Weight) -> str:
    """A weight in words."""
    text = f"{weight.anchor}: {weight.effect} {weight.value:+g}"
    if weight.per:
        text += f" for each {weight.per}" + (f", at most {weight.most:g} times" if weight.most is not None else "")
    return text + (f", from {weight.source}" if weight.source else "")


def _examples(console: Console, name: str, examples: Iterable[str], style: str) -> None:
    for example in examples:
        _heading(console, name)
        lines = [line for line in example.splitlines() if line.strip()]
        pairs = [line.partition(": ") for line in lines]
        width = min(24, max(len(speaker) for speaker, _, _ in pairs))
        for speaker, _, words in pairs:
            hanging(console, Text("  ").append(speaker.ljust(width), style).append("  "), Text(_short(words)))


def _short(words: str, most: int = 60) -> str:
    """Examples that need many words repeat one sentence; its middle says nothing."""
    parts = words.split()
    if len(parts) <= most:
        return words
    return f"{' '.join(parts[: most // 3])} … ({len(parts)} words) … {' '.join(parts[-most // 6 :])}"


def rules_json(rules: Iterable[Rule]) -> str:
    """The rules as a JSON list, by code."""
    return json.dumps([_record(rule) for rule in rules], indent=2, ensure_ascii=False)


def _record(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "rationale": rule.rationale,
        "site": rule.site,
        "severity": rule.severity,
        "safe": rule.safe,
        "when": [condition(item) for item in rule.when.conditions],
        "any": [[condition(item) for item in group] for group in rule.when.choices],
        "evidence": [evidence(weight) for weight in rule.evidence],
        "fails": list(rule.fails),
        "passes": list(rule.passes),
    }
