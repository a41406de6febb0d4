"""The codes of edits and findings that no rule file stands behind, in one table.

A reason, a finding or a silencer may name them where a rule's code would stand. Rules say the same of themselves in
their files, errors in `diarfix.errors`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]

Makes = Literal["safe", "asks", "note"]
"""What becomes of edits that it leads: made unseen, left to a person; or there are none."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `more` is the page of docs/ that says more, `off` the other way to leave it out, where there is one."""

    code: str
    name: str
    severity: Severity
    makes: Makes
    summary: str
    rationale: str
    more: str
    off: str = ""


_PEOPLE = "`repair.people = false`"

NO_RULE = "DF000"
"""Stands for an edit that no single rule speaks for."""

OTHERS: tuple[Code, ...] = (
    Code(
        NO_RULE, "no-single-rule", "warning", "asks", "the labels around it speak for it",
        "An edit can be the likeliest reading of a passage although no rule looks at just these words: a turn between "
        "two that change hands, or a rest that makes no sense under its old label.",
        "cast.md",
    ),
    Code(
        "DF001", "silencer-without-effect", "info", "note", "something is silenced that is not there",
        "A decision, a mark in the text or an entry of the baseline keeps nothing quiet any more. It would hide the "
        "next thing that turns up in its place, so it should go.",
        "check.md#silencing",
    ),
    Code(
        "DF002", "change-by-hand-waits", "error", "safe", "a change made by hand is not in the file yet",
        "A reviewer changed labels by hand; the change is kept in the decisions file, and neither `fix` nor "
        "`check --fix` has written it into the transcript since.",
        "review.md",
    ),
    Code(
        "FLIP001", "flip", "error", "safe", "from here on two labels are exchanged",
        "Diarizers lose track in the middle of an episode and go on with the two labels exchanged. How each of the two "
        "talks on one side of the place is compared with how both talk on the other, and both sides must speak for it. "
        "Where more than two people talk, a person decides.",
        "cast.md#flips",
    ),
    Code(
        "LLM", "second-opinion", "warning", "safe", "a language model was asked and says so",
        "A language model of yours answers a closed question about disputed words. It weighs what it was fitted to "
        "weigh on reviewed episodes, and is only shown where it never was measured.",
        "opinion.md", "no `--llm`",
    ),
    Code(
        "MODEL001", "boundary-model", "warning", "safe",
        "by the words around it, the boundary model puts the change of speaker elsewhere",
        "A small bundled network has read where people take turns. It says by the words alone how likely the speaker "
        "changes between two of them, and is one more piece of evidence.",
        "model.md", "`--no-model`",
    ),
    Code(
        "PEOPLE001", "announced-to-ask", "error", "safe", "was announced to ask, and these words ask",
        "Whoever runs a call says by name who asks next. Diarizers find fewer voices than there are, so the words that "
        "follow stand under someone else's label.",
        "people.md", _PEOPLE,
    ),
    Code(
        "PEOPLE002", "handed-the-floor", "error", "safe", "was handed the floor here",
        "“I'll turn it over to Helen” says who speaks next, whatever label the next words bear.",
        "people.md", _PEOPLE,
    ),
    Code(
        "PEOPLE003", "runs-the-call", "error", "safe", "only the one who runs the call says such things",
        "“Our next question comes from the line of ...” is an operator's sentence, misplaced under any other label.",
        "people.md", _PEOPLE,
    ),
    Code(
        "PEOPLE004", "answers-the-announced", "error", "safe", "these words answer someone who was announced to ask",
        "After an announced question, those who speak for the house answer. Words that do so are not the asker's.",
        "people.md", _PEOPLE,
    ),
    Code(
        "PEOPLE005", "announced-name", "warning", "asks", "was announced or handed the floor by this name",
        "A label that only counts speakers stands where someone was announced by full name. Recognisers mishear many "
        "names, so a person looks at it.",
        "people.md", _PEOPLE,
    ),
    Code(
        "PEOPLE006", "let-in-by-name", "warning", "asks",
        "was let in here by name, and these words take the floor under the label that gave it",
        "On shows and phone-ins a guest is called on by name and begins, while the label stays with who called. There "
        "is no such data with references to measure it on, so a person looks at each.",
        "people.md#findings", _PEOPLE,
    ),
    Code(
        "QUOTE001", "quote-says-who", "warning", "asks", "a published quote names who said these words",
        "Quotes in the show notes were picked by someone who knew who spoke. Found in the transcript under another's "
        "label, they are evidence; alone they make no edit unseen.",
        "cast.md#quotes",
    ),
    Code(
        "QUOTE002", "quote-of-another", "warning", "note", "a published quote names someone else than the label",
        "The quote stands in the transcript under another's label and no edit would mend that: either the label or the "
        "quote's attribution is wrong, and both are read by people.",
        "cast.md#quotes",
    ),
    Code(
        "QUOTE003", "quote-of-several", "warning", "note", "the label changes within a published quote",
        "One person is quoted; the transcript gives parts of the passage to someone else.",
        "cast.md#quotes",
    ),
    Code(
        "QUOTE004", "quote-not-found", "warning", "note", "a published quote is not in the transcript",
        "It names someone who speaks in the episode and stands nowhere in it, not even loosely: it was put in other "
        "words, cut from the recording, or misheard.",
        "cast.md#quotes",
    ),
    Code(
        "QUOTE005", "quote-of-no-label", "info", "note", "a published quote names someone who has no label",
        "The passage is found, but no label bears the name that the quote gives. Name the label, and the quote counts.",
        "cast.md#quotes",
    ),
    Code(
        "SHOW001", "catchphrase", "warning", "asks", "only one of the show's people says this",
        "The configuration knows a phrase that one person says and no one else. Evidence for a person to look at.",
        "cast.md#a-shows-memory", "`show.catchphrases`",
    ),
    Code(
        "SHOW002", "configured-label", "error", "safe", "the configuration says who this label is",
        "`[show]` names people, labels and advertisers of the show; labels that fit get the name.",
        "cast.md#a-shows-memory", "`show.labels`, `show.advertisers`",
    ),
    Code(
        "SHOW003", "misspelt-name", "warning", "asks", "the label looks like a name of the show's, misspelt",
        "A label differs by a letter or two from one of the people whom `[show]` names, and from no other.",
        "cast.md#a-shows-memory", "`show.hosts`, `show.guests`",
    ),
)

_BY_CODE = {item.code: item for item in OTHERS}


def entry(code: str) -> Code:
    """The entry of a code that the table holds.

    >>> entry("FLIP001").name
    'flip'
    """
    return _BY_CODE[code]


def starting_with(prefixes: Iterable[str]) -> tuple[str, ...]:
    """The codes of the table that begin with one of the prefixes.

    >>> starting_with(["SHOW", "FLIP001"])
    ('FLIP001', 'SHOW001', 'SHOW002', 'SHOW003')
    """
    wanted = tuple(prefixes)
    return tuple(code for code in _BY_CODE if wanted and code.startswith(wanted))
