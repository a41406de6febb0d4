"""Published quotes that the labels contradict, as findings: of another, of several, not there, of no label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from diarfix.check.collect import Located, digest, fix_of, placed
from diarfix.check.record import Finding, Fix
from diarfix.codes import entry
from diarfix.edits import Decided, apply_edits
from diarfix.pipeline import checked_quotes
from diarfix.quotes import Checked, Quote, noted_quotes, stand_under
from diarfix.quotes.testify import LONG, SURE
from diarfix.text import plain

if TYPE_CHECKING:
    from diarfix.pipeline import Result

SHOWN = 8
"""Words of a quote that a message holds."""

_CODES = {
    "other speaker": "QUOTE002",
    "several speakers": "QUOTE003",
    "not found": "QUOTE004",
    "speaker unknown": "QUOTE005",
}


def quote_findings(result: Result, path: str, more: Iterable[Quote]) -> tuple[Located, ...]:
    """What is wrong with the quotes of the show notes, and with `more` of other files, once safe edits are made.

    A finding names the proposed edit that would put its quote right; where that was rejected there is none.
    """
    quotes = (*noted_quotes(result.original), *more)
    return tuple(_findings(result, path, checked_quotes(result, quotes))) if quotes else ()


def _findings(result: Result, path: str, checked: Iterable[Checked]) -> Iterator[Located]:
    for item in checked:
        code = _CODES.get(item.verdict)
        if code is None or not item.quote.who or (item.verdict == "not found" and not item.expected):
            continue
        if any(part.alike < SURE or part.end - part.start < LONG for part in item.passages):
            continue
        mending = [decided for decided in result.edits if _mends(result, decided, item)]
        if not any(decided.state == "rejected" for decided in mending):
            yield _located(result, path, code, item, fix_of(result.original, mending[0]) if mending else None)


def _mends(result: Result, decided: Decided, item: Checked) -> bool:
    """Whether an edit that is not made would put the quote's words under the one who is named."""
    edit = decided.edit
    touched = any(edit.start < part.end and part.start < edit.end for part in item.passages)
    if decided.state == "applied" or not item.expected or not (edit.is_rename or touched):
        return False
    made = apply_edits(result.original, [*result.applied, edit])
    return stand_under(made, item.passages) == item.expected


def _located(result: Result, path: str, code: str, item: Checked, fix: Fix | None) -> Located:
    """On the quoted words; where they are not found, on the quote."""
    quote, known = item.quote, entry(code)
    shown = quote.text.split()
    said = f"“{' '.join(shown[:SHOWN])}{' …' if len(shown) > SHOWN else ''}”"
    source = f"{quote.file or path}:{quote.line}"
    message = {
        "QUOTE002": f"{said} is published as {quote.who}'s ({source}), but stands under {item.label!r}",
        "QUOTE003": f"{said} is published as {quote.who}'s ({source}), but the label changes within it",
        "QUOTE004": f"{said} is published as {quote.who}'s and stands nowhere in the transcript",
        "QUOTE005": f"{said} is published as {quote.who}'s ({source}); no label bears that name, it stands under "
                    f"{item.label!r}",
    }[code]
    if item.doubts and fix is None:
        message += f"; doubtful near: {', '.join(item.doubts)}"
    fingerprint = digest("quote", code, quote.who, *map(plain, shown))
    if not item.passages and quote.file:
        finding = Finding(quote.file, quote.line, 1, quote.line, 2, code, known.summary, message, known.severity,
                          fingerprint, (code,))
        return Located(finding, 0, 1)
    begin, stop = quote.begin, quote.stop
    if item.passages:
        first, words = item.passages[0], result.original.words
        begin, stop = words[first.start].begin, words[first.end - 1].stop
    finding = placed(
        result.original.source, begin, stop, path, code, known.summary, message, known.severity, fingerprint, (code,),
        fix=fix,
    )
    return Located(finding, begin, stop)
