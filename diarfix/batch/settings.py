"""What a run depends on besides its inputs, as a digest: going on with other settings would mix two kinds of output."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import diarfix
from diarfix.batch.record import Orders
from diarfix.rulebook import Rule


def digest(orders: Iterable[Orders]) -> str:
    """The same for the same version, options, rules and formats."""
    rules: dict[int, str] = {}
    told: set[str] = set()
    for order in orders:
        options = order.options
        # One tuple of rules serves many episodes, and takes long to tell.
        known = rules.setdefault(id(options.rules), "") or _rules(options.rules)
        rules[id(options.rules)] = known
        told.add(repr((known, options.min_confidence, options.unsafe, options.heal, options.model, options.flips,
                       options.people, options.quotes, sorted(options.silent), options.show, order.format_id,
                       order.to, order.lenient)))
    found = hashlib.sha256(diarfix.__version__.encode())
    for text in sorted(told):
        found.update(text.encode())
    return found.hexdigest()[:16]


def _rules(rules: tuple[Rule, ...] | None) -> str:
    """What the rules say, wherever their files lie."""
    if rules is None:
        return "bundled"
    return repr([(rule.code, rule.site, rule.when, rule.evidence, rule.severity, rule.safe) for rule in rules])
