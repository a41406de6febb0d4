"""The report's tables as plain rows of text, for every way of showing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diarfix.bench import say
from diarfix.bench.judge import EditOutcome
from diarfix.bench.misses import Miss
from diarfix.bench.report import SetReport
from diarfix.measure.counts import LENGTH_NAMES

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: title, what one should know to read it, heads, rows. The last `right` columns are numbers."""

    title: str
    note: str
    heads: Row
    rows: tuple[Row, ...]
    right: int


def overview(sets: Sequence[SetReport]) -> Grid:
    """Every set in one row."""
    rows = []
    for item in sets:
        counts = item.counts
        rows.append(
            (
                item.name,
                say.count(len(item.episodes)),
                say.count(item.words.words),
                say.count(counts.wrong_before),
                say.percent(counts.wder_before),
                say.percent(counts.wder_after),
                say.count(counts.repaired),
                say.count(counts.broken),
                say.ratio(counts.repaired, counts.broken),
                say.percent(counts.repaired_rate, 1),
                say.decimal(item.reliability.ece),
            )
        )
    heads = ("set", "episodes", "words", "wrong", "WDER before", "after", "repaired", "broken", "ratio",
             "of the wrong", "ECE")
    return Grid("", "", heads, tuple(rows), 10)


def facts(item: SetReport) -> tuple[Row, ...]:
    """(what, value) lines that stand above a set's tables."""
    counts, speed = item.counts, item.speed
    raw, repaired, reference = item.seams
    quick = "–" if speed.overall is None else (
        f"{speed.overall:,.0f} words a second; episodes {speed.slowest:,.0f} … {speed.fastest:,.0f}, "
        f"median {speed.median:,.0f}"
    )
    return (
        ("episodes", f"{len(item.episodes):,} with {say.words(item.words.words)}, {counts.aligned:,} in the reference"),
        ("wrong words", f"{counts.wrong_before:,} ({say.percent(counts.wder_before)}) before, "
                        f"{counts.wrong_after:,} ({say.percent(counts.wder_after)}) after"),
        ("repaired", f"{say.words(counts.repaired)}, {say.percent(counts.repaired_rate, 1)} of the wrong ones"),
        ("broken", say.words(counts.broken)),
        ("ratio", f"{say.ratio(counts.repaired, counts.broken)}, 95 % {say.ratio_span(item.ratio_interval)}"),
        ("net", f"{say.signed(item.net)} wrong words, 95 % {say.span(item.net_interval)}"),
        ("calibration", f"ECE {say.decimal(item.reliability.ece)} over {item.reliability.edits:,} proposed edits, "
                        f"{say.decimal(item.reliability.ece_likely)} over those from 0.5; "
                        f"{item.reliability.unjudged:,} cannot be judged"),
        ("labels change", f"at sentence ends in {say.percent(raw.share, 1)} before, "
                          f"{say.percent(repaired.share, 1)} after, "
                          f"{say.percent(reference.share, 1)} in the reference"),
        ("speed", quick),
    )


def grids(item: SetReport, baselines: bool = True) -> Iterator[Grid]:
    """The tables of one set."""
    if baselines:
        yield _baselines(item)
    yield _curve(item)
    yield _reliability(item)
    yield _rules(item)
    yield _runs(item)
    yield _people(item)
    yield _causes(item)


def _baselines(item: SetReport) -> Grid:
    own = item.counts
    rows: list[Row] = [
        ("diarfix", say.count(own.repaired), say.count(own.broken), say.ratio(own.repaired, own.broken),
         say.signed(item.net), "", "")
    ]
    for row in item.baselines:
        counts = row.counts
        rows.append(
            (row.baseline.title, say.count(counts.repaired), say.count(counts.broken),
             say.ratio(counts.repaired, counts.broken), say.signed(counts.broken - counts.repaired),
             say.signed(row.lead), say.span(row.interval))
        )
    note = "Lead: how many wrong words fewer diarfix leaves, with the 95 % interval of this paired difference."
    return Grid("Against simple rules", note, ("method", "repaired", "broken", "ratio", "net", "lead", "95 %"),
                tuple(rows), 6)


def _curve(item: SetReport) -> Grid:
    rows = tuple(
        (f"{threshold:.2f}", say.count(counts.repaired), say.count(counts.broken),
         say.ratio(counts.repaired, counts.broken), say.percent(counts.repaired_rate, 1))
        for threshold, counts in item.curve
    )
    return Grid("By threshold", "Edits of this confidence or more, where their rules do not ask for a person.",
                ("threshold", "repaired", "broken", "ratio", "of the wrong"), rows, 4)


def _reliability(item: SetReport) -> Grid:
    rows = tuple(
        (f"{found.low:.2f}–{found.high:.2f}", say.count(found.edits), say.percent(found.mean_confidence, 0),
         say.percent(found.share_right, 0), say.count(found.repaired), say.count(found.broken))
        for found in item.reliability.bins
    )
    return Grid("By confidence", "All proposed edits, those that wait for a person included. An edit is right when "
                "it repairs more aligned words than it breaks.",
                ("confidence", "edits", "mean", "right", "repaired", "broken"), rows, 5)


def _rules(item: SetReport) -> Grid:
    rows = tuple(
        (row.code, say.count(row.edits), f"{row.right:,}/{row.judged:,}", say.count(row.repaired),
         say.count(row.broken), say.count(row.with_edits), say.count(row.with_repaired), say.count(row.with_broken))
        for row in item.rules
    )
    return Grid("By rule", "Applied edits under their strongest rule; on the right, all edits that the rule had a "
                "part in.",
                ("rule", "edits", "right", "repaired", "broken", "part in", "repaired", "broken"), rows, 7)


def _runs(item: SetReport) -> Grid:
    rows = tuple(
        (length, say.count(wrong.words), say.count(repaired.words), say.count(broken.words))
        for length, wrong, repaired, broken in zip(LENGTH_NAMES, *item.runs, strict=True)
    )
    return Grid("By length of the run", "Wrong and repaired words by their run of wrong words before repair, broken "
                "ones by the run broken together.", ("words in a run", "wrong", "repaired", "broken"), rows, 3)


def _people(item: SetReport) -> Grid:
    heads = ("people", "with a label before", "after", "missed", "invented", "names known", "named", "misnamed")
    found = item.people
    counts = (found.people, found.found_before, found.found, found.missed, found.invented, found.nameable, found.named,
              found.misnamed)
    note = ("People with ten words or more in the reference; one is found where a label of their own holds at least "
            "half of their words. Invented: new labels that stand for no one.")
    return Grid("Who is who", note, heads, (tuple(say.count(value) for value in counts),), 8)


def _causes(item: SetReport) -> Grid:
    rows = tuple((row.cause, say.count(row.runs), say.count(row.words)) for row in item.causes)
    return Grid("What stays wrong", "By cause, as far as it can be told from labels and turns.",
                ("cause", "runs", "words"), rows, 2)


def misses(found: Sequence[Miss]) -> Grid:
    """The largest runs that stay wrong, by place."""
    rows = tuple(
        (miss.episode, f"{miss.start:,}–{miss.end - 1:,}", f"{miss.turn:,}", say.count(miss.words), miss.cause,
         say.decimal(miss.waiting, 2))
        for miss in found
    )
    return Grid("Largest runs that stay wrong", "Words and turns of the raw transcript, words from 0, turns from 1. "
                "Proposed: the best confidence of an edit that would repair some of it and was not applied.",
                ("episode", "place", "turn", "words", "cause", "proposed"), rows, 0)


def harmful(found: Sequence[EditOutcome]) -> Grid:
    """The applied edits that break more than they repair, by place."""
    rows = tuple(
        (edit.episode, f"{edit.start:,}–{edit.end - 1:,}", edit.kind, say.decimal(edit.confidence, 2),
         ", ".join(edit.codes) or "none", say.count(edit.repaired), say.count(edit.broken))
        for edit in found
    )
    return Grid("Applied edits that broke more than they repaired", "",
                ("episode", "place", "kind", "confidence", "rules", "repaired", "broken"), rows, 2)
