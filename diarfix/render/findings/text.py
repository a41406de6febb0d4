"""`--format text`: each finding with its source line, a caret and what to do; what is left in the end."""

from __future__ import annotations

from typing import IO

from rich.console import Console
from rich.text import Text

from diarfix.check.record import Excerpt, Finding, Report
from diarfix.render import screen
from diarfix.render.facts import counted
from diarfix.render.findings.extra import Extra, counts, hint, is_safe, sure
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, hanging

STYLES = {"error": OLD, "warning": "yellow", "info": QUIET}
CARET = "^"


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """All findings, then the summary."""
    console = screen.console(stream)
    for finding in report.findings:
        console.print(heading(finding), soft_wrap=True)
        _print_excerpt(console, finding)
        console.print()
    tail(report, console, extra)


def statistics(report: Report, stream: IO[str], extra: Extra) -> None:
    """How often each code was found."""
    console = screen.console(stream)
    rows = counts(report)
    width = max((len(f"{row.count:,}") for row in rows), default=0)
    for row in rows:
        lead = Text.assemble((f"{row.count:,}".rjust(width), HEAD), ("  " + row.code.ljust(9), CODE))
        mark = ("[*] " if row.fixable == row.count else "[-] " if row.fixable else "    ", NEW)
        hanging(console, lead.append(*mark), Text(row.summary))
    if any(row.fixable for row in rows):
        console.print(Text("[*] --fix mends them, [-] some of them", QUIET))


def would(report: Report, stream: IO[str]) -> None:
    """What `--diff` showed, in one line."""
    edits, files = sum(file.would_fix for file in report.files), sum(bool(file.would_fix) for file in report.files)
    told = f"{counted(edits, 'edit')} would be made in {counted(files, 'file')}" if edits else "nothing would be made"
    screen.console(stream).print(Text(told, HEAD))


def heading(finding: Finding) -> Text:
    """path:line:column code message (confidence) [*]."""
    place = f":{finding.line}:{finding.column} "
    text = Text.assemble((finding.path, HEAD), (place, QUIET), (finding.code, STYLES[finding.severity]), " ")
    text.append(finding.message)
    if finding.confidence is not None:
        text.append(f" ({sure(finding)})", QUIET)
    return text.append(" [*]" if is_safe(finding) else "", NEW)


def _print_excerpt(console: Console, finding: Finding) -> None:
    """The source line with a caret, and the hint.

     14 | … at the end of the. Day, or you
        |                      ^^^^
        = move 1 word from 'HOST' to 'GUEST': --fix
    """
    number = str(finding.line)
    blank = " " * len(number)
    if finding.excerpt is not None:
        found = _fitted(finding.excerpt, max(30, min(console.width, 120) - len(number) - 4))
        before = Text.assemble("…" if found.cut_before else "", found.text, "…" if found.cut_after else "")
        shift = int(found.cut_before)
        carets = CARET * (found.stop - found.begin)
        if finding.end_line > finding.line:
            carets += "…"
        console.print(Text.assemble((f" {number} | ", CODE), before), soft_wrap=True)
        pad = " " * _cells(("…" * shift) + found.text[: found.begin])
        console.print(Text.assemble((f" {blank} | ", CODE), pad, (carets, STYLES[finding.severity])), soft_wrap=True)
    advice = hint(finding)
    if advice:
        # Not wrapped by us: a command that is copied must come out in one piece.
        console.print(Text.assemble((f" {blank} = ", CODE), (advice, QUIET)), soft_wrap=True)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _fitted(given: Excerpt, width: int) -> Excerpt:
    """The excerpt cut to `width` columns around its caret."""
    text, begin, stop = given.text, given.begin, given.stop
    room = width - 2
    if len(text) <= room:
        return given
    stop = min(stop, begin + room * 2 // 3)
    low = max(0, min(begin - room // 4, len(text) - room))
    high = min(len(text), low + room)
    return Excerpt(
        text[low:high], begin - low, min(stop, high) - low, given.cut_before or low > 0,
        given.cut_after or high < len(text),
    )


def tail(report: Report, console: Console, extra: Extra) -> None:
    """The last lines: how many, in how many files, what can be mended and how."""
    findings, files = report.findings, len(report.files)
    troubled = sum(finding.trouble for finding in findings)
    parts = [counted(sum(item.severity == name and not item.trouble for item in findings), name, many)
             for name, many in (("error", ""), ("warning", ""), ("info", "infos"))
             if any(item.severity == name and not item.trouble for item in findings)]
    with_some = len({finding.path for finding in findings})
    if report.fixed:
        console.print(Text(f"{counted(report.fixed, 'edit')} made", NEW))
    if findings:
        unreadable = counted(troubled, "file that cannot be checked", "files that cannot be checked")
        told = ", ".join([*parts, *([unreadable] if troubled else [])])
        console.print(Text(f"{told} in {with_some} of {counted(files, 'file')}", HEAD))
    else:
        console.print(Text(f"{counted(files, 'file')} checked, nothing found", NEW if files else QUIET))
    _fixes(report, console, extra)
    if report.silenced:
        told = f"{counted(report.silenced, 'finding')} silenced by decisions, marks or the baseline"
        console.print(Text(told, QUIET), soft_wrap=True)
    if report.passed_over:
        console.print(Text(f"{counted(len(report.passed_over), 'file')} without a transcript passed over", QUIET))


def _fixes(report: Report, console: Console, extra: Extra) -> None:
    safe, unsafe, review = (report.fixable(kind) for kind in ("safe", "unsafe", "review"))
    if safe:
        console.print(Text.assemble(("[*] ", NEW), f"{counted(safe, 'finding')} can be mended with --fix"))
    if unsafe and not extra.unsafe:
        noun = counted(unsafe, "hidden fix", "hidden fixes")
        console.print(Text(f"    {noun} can be made with --unsafe-fixes"))
    if review:
        noun = counted(review, "finding waits", "findings wait")
        console.print(Text(f"    {noun} for a person: diarfix review FILE"))
