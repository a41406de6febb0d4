"""Reading rule files (YAML), with the place of every mistake and a suggestion for it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml
from rapidfuzz import process
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from diarfix.codes import OTHERS, Severity, starting_with
from diarfix.cues.junctions import Value
from diarfix.cues.sites import SiteKind
from diarfix.cues.table import CUES, Cue
from diarfix.errors import DiarfixError, Place
from diarfix.resources import rules_dir
from diarfix.rulebook.record import Anchor, Clause, Condition, Effect, Rule, Weight

KEYS = (
    "code",
    "name",
    "summary",
    "rationale",
    "site",
    "when",
    "evidence",
    "severity",
    "safe",
    "fails",
    "passes",
)
MAY = ("detail", "holds_back")
"""Keys that may be left out, of rules about the whole document."""
_CODE = re.compile(r"^[A-Z]{2,8}\d{3}$")
_JUNCTION_EFFECTS = ("same_speaker", "different_speakers")
_ANCHORS: dict[str, tuple[str, ...]] = {"seam": ("at",), "pair": (), "label": (), "document": ()}
_SPAN_ANCHORS = ("start", "end", "mislabelled")


@dataclass(frozen=True)
class _File:
    """A rule file being read, to say where things stand in it."""

    path: Path

    def fail(self, code: str, node: Node, what: str, remedy: str) -> DiarfixError:
        place = Place(str(self.path), node.start_mark.line + 1, node.start_mark.column + 1)
        return DiarfixError(code, what, remedy, place)

    def unknown(self, node: Node, kind: str, given: str, known: Collection[str]) -> DiarfixError:
        close = process.extractOne(given, sorted(known), score_cutoff=55)
        remedy = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(sorted(known))}"
        return self.fail("E402", node, f"unknown {kind} {given!r}", remedy)

    def flag(self, node: Node, what: str) -> bool:
        found = self.scalar(node, what)
        if not isinstance(found, bool):
            raise self.fail("E401", node, f"{what} must be true or false", "give true or false")
        return found

    def mapping(self, node: Node, what: str) -> list[tuple[ScalarNode, Node]]:
        if not isinstance(node, MappingNode):
            raise self.fail("E401", node, f"{what} must be a mapping", "write it as `key: value` lines")
        pairs: list[tuple[ScalarNode, Node]] = node.value
        return pairs

    def scalar(self, node: Node, what: str) -> Any:
        if not isinstance(node, ScalarNode):
            raise self.fail("E401", node, f"{what} must be a single value", "give one value")
        try:
            return SafeConstructor().construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError, ArithmeticError) as problem:
            what = f"{what} is no value that can be read"
            raise self.fail("E401", node, what, "put it between quotes, or take its !tag out") from problem

    def text(self, node: Node, what: str) -> str:
        value = self.scalar(node, what)
        if not isinstance(value, str) or not value.strip():
            raise self.fail("E401", node, f"{what} must be text", "give a text")
        return value.strip()

    def number(self, node: Node, what: str) -> float:
        value = self.scalar(node, what)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.fail("E401", node, f"{what} must be a number", "give a number")
        return float(value)

    def choice(self, node: Node, what: str, known: Collection[str]) -> str:
        value = self.text(node, what)
        if value not in known:
            raise self.unknown(node, what, value, known)
        return value

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        if isinstance(node, SequenceNode):
            return tuple(self.text(item, what) for item in node.value)
        return (self.text(node, what),)


def load_rule(path: Path) -> Rule:
    """One rule from one file; `DiarfixError` E401 or E402 with file, line and what to do."""
    file = _File(path)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as problem:
        raise DiarfixError(
            "E101", f"cannot read the rule file ({problem.strerror})", "check the path", Place(str(path))
        ) from problem
    except UnicodeDecodeError as problem:
        raise DiarfixError("E104", "the rule file is not UTF-8", "save it as UTF-8", Place(str(path))) from problem
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        raise DiarfixError("E401", f"not YAML: {problem.problem}", "mend the syntax", place) from problem
    except yaml.YAMLError as problem:
        raise DiarfixError("E401", "not YAML", "mend the syntax", Place(str(path))) from problem
    if node is None:
        raise DiarfixError("E401", "the rule file is empty", "write a rule or remove the file", Place(str(path)))
    return _rule(file, node)


def _rule(file: _File, node: Node) -> Rule:
    found: dict[str, Node] = {}
    for key, value in file.mapping(node, "a rule"):
        if key.value not in (*KEYS, *MAY):
            raise file.unknown(key, "key", key.value, (*KEYS, *MAY))
        if key.value in found:
            raise file.fail("E401", key, f"key {key.value!r} stands twice", "keep one")
        found[key.value] = value
    missing = [key for key in KEYS if key not in found]
    if missing:
        raise file.fail("E401", node, f"key {missing[0]!r} is missing", "add it")
    code = file.text(found["code"], "code")
    if not _CODE.match(code):
        raise file.fail(
            "E401", found["code"], f"code {code!r} is malformed", "use letters and three digits, like DF101"
        )
    site: Any = file.choice(found["site"], "site", get_args(SiteKind))
    severity: Any = file.choice(found["severity"], "severity", get_args(Severity))
    for extra in MAY:
        if extra in found and site != "document":
            raise file.fail("E401", found[extra], f"{extra} is for rules about the document", "leave it out")
    return Rule(
        code=code,
        name=file.text(found["name"], "name"),
        summary=file.text(found["summary"], "summary"),
        rationale=file.text(found["rationale"], "rationale"),
        site=site,
        when=_clause(file, found["when"], CUES[site]),
        evidence=tuple(_evidence(file, found["evidence"], site)),
        severity=severity,
        safe=file.flag(found["safe"], "safe"),
        fails=file.texts(found["fails"], "fails"),
        passes=file.texts(found["passes"], "passes"),
        path=file.path,
        detail=_cue(file, found["detail"], CUES[site]) if "detail" in found else None,
        holds_back="holds_back" in found and file.flag(found["holds_back"], "holds_back"),
    )


def _cue(file: _File, node: Node, cues: Mapping[str, Cue]) -> str:
    name = file.text(node, "detail")
    if name not in cues:
        raise file.unknown(node, "cue", name, cues)
    return name


def _clause(file: _File, node: Node, cues: Mapping[str, Cue]) -> Clause:
    conditions, choices = [], []
    for key, value in file.mapping(node, "when"):
        if key.value == "any":
            if not isinstance(value, SequenceNode):
                raise file.fail("E401", value, "any must be a list", "write `- cue: value` lines")
            group = [_condition(file, k, v, cues) for item in value.value for k, v in file.mapping(item, "a choice")]
            choices.append(tuple(group))
        else:
            conditions.append(_condition(file, key, value, cues))
    return Clause(tuple(conditions), tuple(choices))


def _condition(file: _File, key: ScalarNode, node: Node, cues: Mapping[str, Cue]) -> Condition:
    if key.value not in cues:
        raise file.unknown(key, "cue", key.value, cues)
    cue = cues[key.value]
    if isinstance(node, MappingNode):
        bounds: dict[str, float] = {}
        for bound, value in file.mapping(node, cue.name):
            if bound.value not in ("min", "max"):
                raise file.unknown(bound, "bound", bound.value, ("min", "max"))
            bounds[bound.value] = file.number(value, bound.value)
        return Condition(cue.name, (), bounds.get("min"), bounds.get("max"))
    nodes = node.value if isinstance(node, SequenceNode) else [node]
    allowed: list[Value] = []
    for item in nodes:
        value = file.scalar(item, cue.name)
        if not cue.values and not isinstance(value, bool | int | float):
            raise file.fail("E402", item, f"{cue.name} is never {value!r}", "give true, false or a number")
        if cue.values and value not in cue.values:
            raise file.unknown(item, f"value of {cue.name}", str(value), cue.values)
        allowed.append(value)
    return Condition(cue.name, tuple(allowed))


def _evidence(file: _File, node: Node, site: SiteKind) -> Iterable[Weight]:
    for key, value in file.mapping(node, "evidence"):
        if site == "seam":
            effect: Any = file.choice(key, "evidence", _JUNCTION_EFFECTS)
            yield Weight("at", effect, file.number(value, effect))
        elif site in ("pair", "label"):
            effect = file.choice(key, "evidence", ("one_person",) if site == "pair" else ("name",))
            anchor: Any = site
            yield _scaled(file, anchor, effect, value, CUES[site])
        elif site == "document":
            raise file.fail("E401", key, "a document rule yields no evidence", "write `evidence: {}`")
        elif file.choice(key, "evidence", _SPAN_ANCHORS) == "mislabelled":
            yield Weight("span", "mislabelled", file.number(value, "mislabelled"))
        else:
            for name, number in file.mapping(value, key.value):
                effect = file.choice(name, "evidence", _JUNCTION_EFFECTS)
                anchor = key.value
                yield Weight(anchor, effect, file.number(number, effect))


def _scaled(file: _File, anchor: Anchor, effect: Effect, node: Node, cues: Mapping[str, Cue]) -> Weight:
    if isinstance(node, ScalarNode):
        return Weight(anchor, effect, file.number(node, effect))
    parts = {key.value: value for key, value in file.mapping(node, effect)}
    for key, _ in file.mapping(node, effect):
        if key.value not in ("weight", "per", "most", "from"):
            raise file.unknown(key, "key", key.value, ("weight", "per", "most", "from"))
    if "weight" not in parts:
        raise file.fail("E401", node, "weight is missing", "add `weight: NUMBER`")
    return Weight(
        anchor,
        effect,
        file.number(parts["weight"], "weight"),
        file.choice(parts["per"], "cue", cues) if "per" in parts else None,
        file.number(parts["most"], "most") if "most" in parts else None,
        file.choice(parts["from"], "cue", cues) if "from" in parts else None,
    )


@cache
def bundled_rules() -> tuple[Rule, ...]:
    """The rules that come with diarfix, by code."""
    return _unique(load_rule(path) for path in sorted(rules_dir().rglob("*.yaml")))


def load_rules(extra: Iterable[Path] = (), select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The bundled rules and those of `extra` files or folders, narrowed by code prefixes.

    `select` keeps what starts with one of its prefixes (all, when empty); `ignore` then drops. Prefixes of codes that
    no rule file stands behind are for others to heed. Raises `DiarfixError` E403 for a prefix that no code has.
    """
    own = [load_rule(path) for given in extra for path in _files(given)]
    rules = _unique([*bundled_rules(), *own])
    chosen, dropped = tuple(select), tuple(ignore)
    for prefix in (*chosen, *dropped):
        known = (*(rule.code for rule in rules), *(item.code for item in OTHERS))
        if not any(code.startswith(prefix) for code in known):
            close = process.extractOne(prefix, known)
            raise DiarfixError(
                "E403", f"no rule starts with {prefix!r}", f"did you mean {close[0]!r}? `diarfix rules` lists them"
            )
    return tuple(
        rule
        for rule in rules
        if (not chosen or rule.code.startswith(chosen)) and not (dropped and rule.code.startswith(dropped))
    )


def _files(given: Path) -> list[Path]:
    if not given.is_dir():
        return [given]
    found = sorted(given.rglob("*.y*ml"))
    if not found:
        raise DiarfixError("E401", "the folder holds no rule file", "give a folder of .yaml files", Place(str(given)))
    return found


def _unique(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.code in found or starting_with([rule.code]):
            owner = found[rule.code].path.name if rule.code in found else "diarfix itself"
            raise DiarfixError(
                "E401",
                f"code {rule.code} is taken by {owner}",
                "choose another code",
                Place(str(rule.path), 1, 1),
            )
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))
