"""The report for people, on a terminal."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from diarfix.measure.counts import LENGTH_NAMES
from diarfix.score.cpwer import CpCounts
from diarfix.score.excerpts import Part, excerpt
from diarfix.score.report import Report

PAIRS_SHOWN = 12
"""Rows of the confusion table."""

_ALIKE = 0.5
"""Share of equal words under which the two are hardly one episode."""


def print_report(report: Report, console: Console, worst: int = 10) -> None:
    """The whole report, with its `worst` longest runs."""
    console.print(_title(report))
    console.print(Padding(_summary(report), (1, 0)))
    for table in (_labels(report), _confusion(report), _runs(report)):
        if table.row_count:
            console.print(Padding(table, (0, 0, 1, 0)))
    if report.cp_missing:
        console.print(Text(f"no cpWER: {report.cp_missing}", "dim"), soft_wrap=True)
    excerpts = _excerpts(report, worst)
    if excerpts.row_count:
        shown = f"Longest runs of wrong words ({excerpts.row_count} of {len(report.comparison.runs)})"
        console.print(Text(shown, "bold"))
        console.print(excerpts)


def percent(share: float | None) -> str:
    """A share as people read it.

    >>> percent(0.01402), percent(None)
    ('1.40 %', '-')
    """
    return "-" if share is None else f"{share:.2%}".replace("%", " %")


def _title(report: Report) -> Text:
    compared = report.comparison
    title = Text.assemble((_safe(compared.hypothesis.source.name), "bold"), " against ",
                          (_safe(compared.reference.source.name), "bold"))
    if report.alike is None or report.alike < _ALIKE:
        title.append(f"\nonly {percent(report.alike)} of their words are alike: is this the same episode?", "yellow")
    return title


def _summary(report: Report) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    words, ends = report.comparison.words, report.comparison.boundaries
    grid.add_row("WDER", percent(words.wder), f"{words.wrong:,} wrong of {words.aligned:,} aligned words{_was(report)}")
    if report.cp:
        grid.add_row("cpWER", percent(report.cp.rate), _cp(report.cp, report.cp_raw))
    grid.add_row("boundaries", percent(ends.precision), f"precision: {ends.exact:,} of {ends.hypothesis:,} at the same "
                 f"word; {percent(ends.near_precision)} at most one word apart")
    grid.add_row("", percent(ends.recall), f"recall: {ends.exact:,} of {ends.reference:,} at the same word; "
                 f"{percent(ends.near_recall)} at most one word apart")
    if report.change:
        counts = report.change.counts
        repaired = f"{percent(counts.repaired_rate)} of the {counts.wrong_before:,} wrong words of raw"
        broken = "" if counts.ratio is None else f"{counts.ratio:.1f} repaired for each"
        grid.add_row("repaired", Text(f"{counts.repaired:,}", "green" if counts.repaired else ""), repaired)
        grid.add_row("broken", Text(f"{counts.broken:,}", "red" if counts.broken else ""), broken)
    return grid


def _was(report: Report) -> str:
    """WDER of raw; and of the hypothesis by raw's mapping, where its own best mapping is another."""
    if not report.change:
        return ""
    after, own = report.change.counts.wder_after, report.comparison.words.wder
    other = "" if after == own else f", with raw's people {percent(after)}"
    return f"; raw {percent(report.change.before.words.wder)}{other}"


def _cp(counts: CpCounts, raw: CpCounts | None) -> str:
    was = f"; raw {percent(raw.rate)}" if raw else ""
    return f"{counts.errors:,} errors over {counts.length:,} reference words, other words included{was}"


def _labels(report: Report) -> Table:
    table = _table("Labels", "label", "stands for", "turns", "words", "wrong", right=3)
    for row in report.labels:
        table.add_row(_name(row.label), _name(row.person), f"{row.turns:,}", f"{row.words:,}", _count(row.wrong))
    for name, words in report.unlabelled.items():
        table.add_row(Text("no label", "yellow"), _name(name), "", f"{words:,}", "")
    return table


def _confusion(report: Report) -> Table:
    table = _table("Who stands under whose label", "said by", "label", "stands for", "words", right=1)
    rows = [row for row in report.confusion if row.wrong]
    for row in rows[:PAIRS_SHOWN]:
        table.add_row(_name(row.person), _name(row.label), _name(row.stands_for), f"{row.words:,}")
    if len(rows) > PAIRS_SHOWN:
        rest = rows[PAIRS_SHOWN:]
        table.add_row(Text(f"{len(rest)} more pairs", "dim"), "", "", f"{sum(row.words for row in rest):,}")
    return table


def _runs(report: Report) -> Table:
    changed = report.change
    headers = ["words in a run", "runs", "words"]
    if changed:
        headers += ["raw words", "repaired", "broken"]
    table = _table("Runs of wrong words", *headers, right=len(headers) - 1)
    if not report.comparison.runs and not (changed and changed.counts.repaired):
        return table
    for at, (length, item) in enumerate(zip(LENGTH_NAMES, report.comparison.run_classes, strict=True)):
        cells = [Text(length), _count(item.runs), _count(item.words)]
        if changed:
            counted = (changed.wrong_runs, changed.repaired_runs, changed.broken_runs)
            cells += [_count(classes[at].words) for classes in counted]
        table.add_row(*cells)
    return table


def _table(title: str, *headers: str, right: int) -> Table:
    """A plain table; the last `right` columns hold numbers."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for at, header in enumerate(headers):
        number = at >= len(headers) - right
        table.add_column(header, justify="right" if number else "left", header_style="dim", no_wrap=number)
    return table


def _excerpts(report: Report, worst: int) -> Table:
    compared = report.comparison
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column()
    for number, run in enumerate(report.worst(worst), 1):
        item = excerpt(compared, run)
        labels = ", ".join(_under(label, compared.mapping.get(label)) for label in run.labels)
        text = Text.assemble((_safe(str(item.place)), "cyan"), "  ",
                             (f"{run.words:,} word{'s' * (run.words > 1)}", "bold"),
                             f" of {_safe(', '.join(run.people))} under {_safe(labels)}\n")
        grid.add_row(f"{number}.", text + _marked(item.parts, named=len(run.people) > 1) + Text("\n"))
    return grid


def _under(label: str, person: str | None) -> str:
    if person is None:
        return f"{label} (no one's)"
    return label if label == person else f"{label} ({person})"


def _marked(parts: tuple[Part, ...], named: bool) -> Text:
    """The words, wrong ones in brackets (with who said them if `named`); each label before its words."""
    text = Text()
    shown = None
    for (label, person), group in groupby(parts, key=lambda part: (part.label, part.person)):
        if label != shown:
            text.append(f"{_safe(label)}: ", "cyan dim")
            shown = label
        words = " ".join(_words(part) for part in group)
        if person is None:
            text.append(f"{words} ", "dim")
        else:
            text.append(f"[{_safe(person)}: {words}] " if named else f"[{words}] ", "bold red")
    return text


def _words(part: Part) -> str:
    return _safe(part.text) + (f" … {part.skipped:,} more words …" if part.skipped else "")


def _name(label: str | None) -> Text:
    return Text("no one", "yellow") if label is None else Text(_safe(label))


def _count(number: int) -> Text:
    return Text(f"{number:,}") if number else Text("·", "dim")


def _safe(text: str) -> str:
    """Without what a terminal would take for a command."""
    return "".join(char if char.isprintable() else "�" for char in text)
