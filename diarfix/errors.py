"""Every error a user can meet, one code each, in one table.

An error says where (`file:line:column`), what was found and what to do. Library code raises
`DiarfixError`; the command line catches it once, prints the line and exits 2.
"""

from __future__ import annotations

from dataclasses import dataclass

CODES: dict[str, str] = {
    "E101": "the file cannot be read",
    "E102": "the file is empty",
    "E103": "the file is not text",
    "E104": "the text is not valid UTF-8",
    "E105": "the file cannot be written",
    "E106": "the file is too large",
    "E201": "no speaker labels were found",
    "E202": "the format is not known",
    "E203": "the transcript is malformed",
    "E204": "a label has nothing under it",
    "E205": "the format cannot hold the transcript",
    "E206": "the XML is not safe",
    "E301": "the English model is missing",
    "E401": "a rule file is malformed",
    "E402": "a rule uses a name that does not exist",
    "E403": "no such rule",
    "E404": "the bundled rules are missing",
    "E501": "an edit does not fit the transcript",
    "E502": "words would change",
    "E503": "no such edit",
    "E504": "the decisions file is malformed",
    "E505": "what was asked does not fit the review",
    "E506": "a file was changed by someone else meanwhile",
    "E507": "the decisions cannot be joined",
    "E601": "the options do not fit together",
    "E602": "the data file is malformed",
    "E603": "an optional part is not installed",
    "E604": "the boundary model cannot be loaded",
    "E608": "the server cannot be started",
    "E611": "the configuration is malformed",
    "E612": "the baseline is malformed",
    "E621": "the manifest is malformed",
    "E622": "the folder belongs to another run",
    "E623": "the episode took too long",
    "E624": "the episode could not be finished",
    "E625": "the scheduler does not answer",
    "E701": "the language model gives no answer",
    "E702": "no language model is named",
    "E703": "text would leave this machine",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source file: `line` and `column` count from 1; either may be unknown."""

    name: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.name]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


class DiarfixError(Exception):
    """Input that cannot be used, or a result that must not be written.

    >>> str(DiarfixError("E102", "nothing to repair", "give a transcript", Place("ep.txt")))
    'E102 ep.txt: nothing to repair; give a transcript'
    """

    def __init__(self, code: str, what: str, remedy: str, place: Place | None = None) -> None:
        assert code in CODES, code
        self.code = code
        self.what = what
        self.remedy = remedy
        self.place = place
        where = f" {place}:" if place else ""
        super().__init__(f"{code}{where} {what}; {remedy}")
