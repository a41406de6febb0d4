"""Rules, other codes and errors as pages of the documentation: what, why, examples, figures, how to silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diarfix.codes import OTHERS, Code
from diarfix.cues.table import CUES
from diarfix.errors import CODES
from diarfix.measured import RuleFigures
from diarfix.render.rule_page import SITES, condition, evidence
from diarfix.rulebook import Rule

FAMILIES = {
    "DF1": "Boundaries: a word or a sentence on the wrong side of a speaker change",
    "DF2": "Short turns",
    "DF3": "Swallowed turns",
    "DF4": "Identity: one person under two labels, several under one",
    "DF5": "Advertisements and page furniture",
    "DF6": "Document health",
}
MOST_WORDS = 60

_SAFETIES = {
    "safe": "Its edits may be made unseen where the confidence is high enough.",
    "asks": "A person decides on its edits; `--unsafe-fixes` makes them all the same.",
    "note": "It makes no edits: it is a note on the transcript.",
}
_FIXES = {"safe": "safe", "asks": "asks a person", "note": "none"}


def pages(rules: Iterable[Rule], figures: Mapping[str, RuleFigures]) -> dict[str, str]:
    """Markdown by file name: `index.md`, `CODE.md` for each rule and other code, `errors.md` for all errors."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    made = {f"{rule.code}.md": page(rule, figures.get(rule.code)) for rule in ordered}
    others = {f"{item.code}.md": other_page(item, figures.get(item.code)) for item in OTHERS}
    return {"index.md": index(ordered, figures), **made, **others, "errors.md": errors_page()}


def index(rules: Iterable[Rule], figures: Mapping[str, RuleFigures]) -> str:
    """All rules by family, with what was measured."""
    lines = [
        "# Rules", "",
        "These pages are made from the rule files by `diarfix rules --pages DIR`.", "",
        _about(figures), "",
    ]
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.group, []).append(rule)
    for group, members in groups.items():
        lines += [f"## {FAMILIES.get(group, group)}", "", "| code | finds | severity | fix | right of judged |",
                  "| --- | --- | --- | --- | --- |"]
        lines += [_row(rule, figures.get(rule.code)) for rule in members]
        lines.append("")
    lines += ["## Codes that no rule file stands behind", "", "| code | says | severity | fix |",
              "| --- | --- | --- | --- |"]
    lines += [f"| [{item.code}]({item.code}.md) | {item.summary} | {item.severity} | {_FIXES[item.makes]} |"
              for item in OTHERS]
    lines += ["", f"E... are [errors](errors.md): {len(CODES)} codes, each with what to do in its line."]
    return "\n".join(lines).rstrip() + "\n"


def page(rule: Rule, figures: RuleFigures | None) -> str:
    """One rule."""
    lines = [
        f"# {rule.code}: {rule.name}", "",
        f"{rule.summary[:1].upper()}{rule.summary[1:]}.", "",
        f"**{rule.severity}**. {_SAFETIES[rule.makes]}", "",
        "## Why", "", rule.rationale, "",
        "## What it looks at", "", f"It looks at {SITES.get(rule.site, rule.site)}. All of these must hold there:", "",
        *_conditions(rule), "",
        "## Evidence", "", *_evidence(rule), "",
        "## Example that fails", "", *_examples(rule.fails),
        "## Example that passes", "", *_examples(rule.passes),
        "## Measured", "", *_figures(figures, bool(rule.evidence)), "",
        "## Silence it", "", *_silence(rule.code),
    ]
    return "\n".join(lines).rstrip() + "\n"


def other_page(item: Code, figures: RuleFigures | None) -> str:
    """One code that no rule file stands behind."""
    off = [f"| everywhere, too | {item.off} |"] if item.off else []
    lines = [
        f"# {item.code}: {item.name}", "",
        f"{item.summary[:1].upper()}{item.summary[1:]}.", "",
        f"**{item.severity}**. {_SAFETIES[item.makes]}", "",
        "## Why", "", item.rationale, "", f"More: [docs/{item.more}](../{item.more}).", "",
        "## Measured", "", *_figures(figures, item.makes != "note"), "",
        "## Silence it", "", *_silence(item.code, off),
    ]
    return "\n".join(lines).rstrip() + "\n"


def errors_page() -> str:
    """All errors in one table."""
    lines = [
        "# Errors", "",
        "An error is one line on standard error: its code, the place (`file:line:column`), what was found and what to "
        "do. The exit code is 2 and nothing is half written. `diarfix check` tells a file that cannot be read as a "
        "finding with that code and goes on with the others.", "",
        "| code | means |", "| --- | --- |", *(f"| {code} | {told} |" for code, told in CODES.items()),
    ]
    return "\n".join(lines) + "\n"


def _about(figures: Mapping[str, RuleFigures]) -> str:
    if not figures:
        return "Nothing was measured yet."
    from diarfix.measured import provenance

    origin = provenance()
    return (
        f"Measured by `{origin['command']}` at commit {origin['commit']} on {origin['data']}: edits that were applied "
        "and whose strongest reason is the rule. A rule with few edits says little by itself; rules work together."
    )


def _row(rule: Rule, figures: RuleFigures | None) -> str:
    right = f"{figures.right} of {figures.judged}" if figures is not None and figures.judged else ""
    return f"| [{rule.code}]({rule.code}.md) | {rule.summary} | {rule.severity} | {_FIXES[rule.makes]} | {right} |"


def _conditions(rule: Rule) -> list[str]:
    cues = CUES[rule.site]
    lines = [f"- `{condition(item)}`: {cues[item.cue].about}" for item in rule.when.conditions]
    for group in rule.when.choices:
        lines.append("- one of:")
        lines += [f"    - `{condition(item)}`: {cues[item.cue].about}" for item in group]
    return lines


def _evidence(rule: Rule) -> list[str]:
    if not rule.evidence:
        return ["None: no edit follows from it."]
    return ["In log-odds, before fitting on data:", "", *(f"- `{evidence(weight)}`" for weight in rule.evidence)]


def _examples(examples: Iterable[str]) -> list[str]:
    lines = []
    for example in examples:
        lines += ["```text", *map(_short, filter(str.strip, example.splitlines())), "```", ""]
    return lines


def _short(line: str) -> str:
    """Examples that need many words repeat one sentence; its middle says nothing."""
    words = line.split()
    if len(words) <= MOST_WORDS:
        return line
    return f"{' '.join(words[:20])} … ({len(words)} words) … {' '.join(words[-10:])}"


def _figures(figures: RuleFigures | None, edits: bool) -> list[str]:
    if figures is None or not figures.with_edits:
        return ["No applied edit rested on it in the [measured data](index.md)." if edits else "It makes no edits."]
    lines = ["| | |", "| --- | --- |", f"| edits it is the strongest reason of | {figures.edits} |"]
    if figures.precision is not None:
        lines.append(f"| of those judged, right | {figures.right} of {figures.judged} ({figures.precision:.0%}) |")
    lines += [
        f"| words repaired / broken by them | {figures.repaired} / {figures.broken} |",
        f"| edits it has a part in | {figures.with_edits} |",
    ]
    return [*lines, "", "On which data and by which command: [index](index.md)."]


def _silence(code: str, more: Iterable[str] = ()) -> list[str]:
    return [
        "| where | how |", "| --- | --- |",
        "| one edit | `diarfix review FILE --reject ID` |",
        f"| one cue of WebVTT | `NOTE diarfix: ignore {code}` before it |",
        f"| one paragraph of Markdown | `<!-- diarfix: ignore {code} -->` before it |",
        f"| a whole file | `ignore-file {code}` instead |",
        f'| some folders | `rules.ignore = ["{code}"]` in an override of [diarfix.toml](../config.md) |',
        f"| everywhere | `--ignore {code}` |",
        *more,
        "", "More in [Checking](../check.md#silencing).",
    ]
