"""Rules and other codes for people and programs: the list, one code's page, and both as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from diarfix.render.facts import counted
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, hanging

if TYPE_CHECKING:
    from diarfix.codes import Code
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


def print_rules(console: Console, rules: Iterable[Rule], others: Iterable[Code] = ()) -> None:
    """Every rule on a line, under its group's title; the codes that no rule file stands behind after them."""
    listed, more = list(rules), list(others)
    width = max((len(name) for name in [rule.name for rule in listed] + [item.name for item in more]), default=0)
    for group, members in groupby(listed, key=lambda rule: rule.group):
        console.print(Text(f"{group}xx {TITLES.get(group, '')}".rstrip(), HEAD))
        _print_lines(console, members, width)
    if more:
        console.print(Text("other codes", HEAD))
        _print_lines(console, more, width)
    about = "safe: edits may be applied unseen; asks: a person decides; note: no edits."
    told = [counted(len(listed), "rule")] if listed else []
    told += [counted(len(more), "other code")] if more else []
    hanging(console, Text(f"{', '.join(told)}  ", QUIET), Text(about, QUIET), 0)
    console.print(Text("diarfix rules CODE shows one in full.", QUIET))


def _print_lines(console: Console, items: Iterable[Rule | Code], width: int) -> None:
    for item in items:
        lead = Text("  ").append(item.code.ljust(10), CODE)
        lead.append(f"{item.severity:<9}", _STYLES[item.severity]).append(item.makes.ljust(6), QUIET)
        if console.width >= 100:
            lead.append(item.name.ljust(width + 2))
        hanging(console, lead, Text(item.summary))
    console.print()


def print_errors(console: Console, found: Mapping[str, str]) -> None:
    """Errors with what they mean, and what all of them have in common."""
    for code, told in found.items():
        hanging(console, Text(code.ljust(6), CODE), Text(told))
    about = "An error is one line: its code, the place, what was found and what to do. The exit code is 2."
    console.print()
    hanging(console, Text(), Text(about, QUIET))


def print_other(console: Console, item: Code) -> None:
    """One code that no rule file stands behind, in full."""
    _print_top(console, item)
    _heading(console, "where")
    hanging(console, Text("  "), Text(f"docs/{item.more}"))
    _heading(console, "leave it out")
    other = f", or {item.off.replace('`', '')}" if item.off else ""
    hanging(console, Text("  "), Text(f"--ignore {item.code}{other}"))


def print_rule(console: Console, rule: Rule) -> None:
    """One rule in full."""
    from diarfix.cues.table import CUES

    _print_top(console, rule)
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


def _print_top(console: Console, item: Rule | Code) -> None:
    """What it is called, what becomes of its edits, what it says and why."""
    marks = ((item.severity, _STYLES[item.severity]), (f", {_SAFETIES[item.makes]}", QUIET))
    console.print(Text.assemble((item.code, f"{HEAD} {CODE}"), (f"  {item.name}  ", HEAD), *marks), soft_wrap=True)
    hanging(console, Text("  "), Text(item.summary))
    _heading(console, "why")
    hanging(console, Text("  "), Text(item.rationale.replace("`", "")))


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


def rules_json(rules: Iterable[Rule], others: Iterable[Code] = (), errors: Mapping[str, str] | None = None) -> str:
    """The rules as a JSON list, by code; then other codes and errors, where those were asked for."""
    rows = [_record(rule) for rule in rules]
    rows += [_other_record(item) for item in others]
    rows += [{"code": code, "summary": told, "severity": "error"} for code, told in (errors or {}).items()]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _other_record(item: Code) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "summary": item.summary,
        "rationale": item.rationale,
        "severity": item.severity,
        "edits": item.makes,
        "docs": f"docs/{item.more}",
    }


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
