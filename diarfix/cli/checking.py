"""One `check`: which files, how each is checked, what the baseline knows, what is shown meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarfix.cli.targets import STDIN
from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from diarfix.check.discover import Found
    from diarfix.check.record import Report
    from diarfix.check.session import Plan
    from diarfix.cli.settings import Settings
    from diarfix.config import Config
    from diarfix.pipeline import Result
    from diarfix.rulebook import Rule


def choice(what: str, given: str, known: Sequence[str]) -> None:
    """Raises E601 for a value that is not known, with what was probably meant."""
    if given not in known:
        from diarfix.config.read import suggestion

        raise DiarfixError("E601", f"there is no {what} {given!r}", suggestion(given, known))


@dataclass
class Checking:
    """The options of one `check`, as given; see `diarfix check --help`."""

    settings: Settings
    paths: Sequence[str]
    given_format: str | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    fail_on: str | None
    min_confidence: float | None
    given_baseline: Path | None
    write_baseline: bool
    prune_baseline: bool
    force_exclude: bool
    no_cache: bool
    stdin_name: str | None
    format_id: str | None
    quiet: bool
    quotes: Path | None
    baselined: int = 0

    def report(self) -> Report:
        """Everything found. Raises E101 for paths that name nothing, E601 for options that contradict each other."""
        from diarfix.check.cache import ResultCache, user_folder
        from diarfix.check.session import Session

        self._refuse()
        found = self._found()
        if self.quotes is not None and len(found) > 1:
            raise DiarfixError("E601", "--quotes is about one episode", f"name one: {len(found)} files are given")
        session = Session(
            self._plan, ResultCache(None if self.no_cache else user_folder()), self.format_id,
            fix=self.fix and not self.diff,
            tell_diff=self._print_diff if self.diff else None,
            stdin=self._read_stdin if self.paths == [STDIN] else None,
        )
        with _progress(len(found), self.quiet) as advance:
            report = session.all(found, advance)
        return self._without_known(report)

    @property
    def format(self) -> str:
        """How findings are written: as asked, as configured where one starts, or text."""
        from diarfix.config import Check

        return self.given_format or self._project[Check].format

    def rules(self) -> dict[str, Rule]:
        """The rules that may have a say, by code."""
        return {rule.code: rule for rule in self.settings.rules_of(self._project)}

    @property
    def _project(self) -> Config:
        """What is configured for the first path: formats and baselines are one a run."""
        first = Path() if self.paths[0] == STDIN else Path(self.paths[0])
        return self.settings.configs.for_folder(first if first.is_dir() else first.parent)

    def _refuse(self) -> None:
        if STDIN in self.paths:
            if len(self.paths) > 1:
                raise DiarfixError("E601", "standard input is checked alone", "give - and no other path")
            if self.fix and not self.diff:
                raise DiarfixError("E601", "standard input cannot be changed in place", "use diarfix fix - -o FILE")
        if self.write_baseline and self.prune_baseline:
            raise DiarfixError("E601", "--write-baseline and --prune-baseline exclude each other", "give one of them")
        if (self.write_baseline or self.prune_baseline) and self._baseline is None:
            raise DiarfixError("E601", "there is no baseline to write", "name it with --baseline FILE")

    def _found(self) -> Sequence[Found]:
        from diarfix.check.discover import Found, discover
        from diarfix.formats import FORMATS

        if self.paths == [STDIN]:
            name = self.stdin_name or "<stdin>"
            return (Found(Path(name), name, True),)
        suffixes = frozenset(suffix for item in FORMATS for suffix in item.suffixes)
        found = discover(self.paths, self.settings.configs, suffixes, self.force_exclude)
        known = self._baseline
        return [item for item in found if known is None or item.path.absolute() != known.absolute()]

    def _plan(self, file: Found) -> Plan:
        from diarfix.check.cache import files_digest, paths_in
        from diarfix.check.session import Plan
        from diarfix.config import Check, Repair

        nameless = self.paths == [STDIN] and self.stdin_name is None
        config = self.settings.configs.for_file(None if nameless else file.path)
        check, given = config[Check], self.settings
        # Every section counts, those to come as well; only what `check` does with results does not change them.
        configured = {key: value for key, value in config.values().items() if not key.startswith("check.")}
        key: dict[str, Any] = {
            "configured": {name: str(value) for name, value in configured.items()},
            "given": [list(given.select), list(given.extend_select), list(given.ignore), given.model, given.unsafe],
            "files": files_digest([*given.rules, *paths_in([self.quotes, *configured.values()])]),
        }
        return Plan(
            lambda: given.options(config),
            key,
            given.lenient if given.lenient is not None else config[Repair].lenient,
            check.min_confidence if self.min_confidence is None else self.min_confidence,
            "error" if (self.fail_on or check.fail_on) == "error" else "warning",
            given.silent(config),
        )

    @property
    def _baseline(self) -> Path | None:
        from diarfix.config import Check

        return self.given_baseline or self._project[Check].baseline

    def _without_known(self, report: Report) -> Report:
        """The report without what the baseline knows; the baseline recorded or pruned where that was asked."""
        from diarfix.check import baseline

        path = self._baseline
        if path is None:
            return report
        folder = path.absolute().parent
        if self.write_baseline:
            found = [item for item in report.findings if not item.trouble and item.code != baseline.UNUSED]
            baseline.save(path, [baseline.entry_of(item, folder) for item in found])
            self.baselined = 2 if any(item.trouble for item in report.findings) else 0
            compared = baseline.compare(report.files, baseline.load(path), folder)
            print(f"{path}: {len(found)} known from now on", file=sys.stderr)
            return replace(report, files=compared.files)
        compared = baseline.compare(report.files, baseline.load(path), folder)
        if self.prune_baseline:
            baseline.save(path, compared.kept)
            print(f"{path}: {len(compared.stale)} dropped, {len(compared.kept)} kept", file=sys.stderr)
            return replace(report, files=compared.files)
        told = () if baseline.UNUSED in self.settings.silent(self._project) else compared.stale
        stale = tuple(baseline.stale_finding(path, entry) for entry in told)
        return replace(report, files=compared.files, stale=stale)

    def _print_diff(self, result: Result) -> None:
        from diarfix.render import screen
        from diarfix.render.diff import print_diff

        print_diff(screen.stderr() if self.format not in ("text", "concise") else screen.stdout(), result)
        print(file=sys.stderr if self.format not in ("text", "concise") else sys.stdout)

    def _read_stdin(self) -> bytes:
        from diarfix.formats.io import MAX_BYTES

        return sys.stdin.buffer.read(MAX_BYTES + 1)


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on stderr, where that is a terminal and there is more than one file."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import Progress

    from diarfix.render import screen

    with Progress(console=screen.stderr(), transient=True) as bar:
        task = bar.add_task("checking", total=total)
        yield lambda: bar.advance(task)
