"""What each rule did: words credited to the strongest rule of an edit, and edits it had a part in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diarfix.bench.judge import EditOutcome
from diarfix.measure import ChangeCounts

NO_RULE = "none"
"""Stands for edits that no rule speaks for."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """Applied edits whose strongest rule is `code`; `with_*` counts those in which it has any part.

    `right` of the `judged` ones are right. The words are those credited to the edits, each once, so that the
    `repaired` and `broken` of all rows add up to what the repair did.
    """

    code: str
    edits: int
    judged: int
    right: int
    repaired: int
    broken: int
    with_edits: int
    with_repaired: int
    with_broken: int


def rule_rows(outcomes: Iterable[EditOutcome], total: ChangeCounts) -> tuple[RuleRow, ...]:
    """A row a code, in order of code. What no edit is credited with stands under `NO_RULE`.

    That is words whose label came to stand for someone else when others moved.
    """
    applied = [item for item in outcomes if item.state == "applied"]
    codes = sorted({code for item in applied for code in item.codes})
    rows = [_row(code, applied) for code in codes]
    rest = _row(NO_RULE, [item for item in applied if not item.codes])
    left = total.repaired - sum(item.credit[0] for item in applied)
    lost = total.broken - sum(item.credit[1] for item in applied)
    if rest.edits or left or lost:
        rows.append(
            RuleRow(NO_RULE, rest.edits, rest.judged, rest.right, rest.repaired + left, rest.broken + lost, rest.edits,
                    rest.repaired + left, rest.broken + lost)
        )
    return tuple(rows)


def _row(code: str, applied: list[EditOutcome]) -> RuleRow:
    strongest = [item for item in applied if (item.codes or (NO_RULE,))[0] == code]
    involved = [item for item in applied if code in (item.codes or (NO_RULE,))]
    return RuleRow(
        code,
        len(strongest),
        sum(item.judged for item in strongest),
        sum(item.judged and item.right for item in strongest),
        sum(item.credit[0] for item in strongest),
        sum(item.credit[1] for item in strongest),
        len(involved),
        sum(item.credit[0] for item in involved),
        sum(item.credit[1] for item in involved),
    )
