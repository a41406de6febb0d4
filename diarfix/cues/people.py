"""Cues about labels, pairs of labels and the whole document: who is who, and how healthy the labels are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from diarfix.cues.ads import ad_words, advertiser_label
from diarfix.cues.carried import carried
from diarfix.cues.context import Context
from diarfix.cues.junctions import Value
from diarfix.cues.lexicon import ACKNOWLEDGEMENTS, ANSWERS, CONNECTIVES, DANGLING
from diarfix.cues.names import ROLES, is_generic, is_person, notes_hosts, role_of, self_introductions
from diarfix.text import ends_sentence, is_capitalised, plain

Pair = tuple[str, str]
"""Two labels, in order of first appearance."""


@dataclass(frozen=True, slots=True)
class PairCounts:
    """What happens at the seams between two labels, both ways.

    `cuts` are seams inside a sentence, `clean` all others; `answers` follow a question;
    `replies` are whole turns of listener's words between two turns of the other; `takes` are seams after
    which the one who comes in takes note of what was said ("Right, ...", "Yeah, ...").
    """

    seams: int = 0
    cuts: int = 0
    answers: int = 0
    replies: int = 0
    takes: int = 0

    @property
    def clean(self) -> int:
        """Seams that do not cut a sentence."""
        return self.seams - self.cuts


def is_cut(context: Context, seam: int) -> bool:
    """Whether the seam stands inside a sentence: by the marks, by the last word, or by the parse.

    Where labels cut sentences, recognisers often close each piece with a false mark, so a full stop alone
    does not clear the seam: a last word that cannot end a sentence, or a tight arc over the healed seam
    whose right side could not begin one, tells.
    """
    words = context.transcript.words
    left, right = words[seam - 1].text, words[seam].text
    if "?" in left[-3:] or left.endswith(("...", "…")):
        return False
    if not ends_sentence(left):
        return right[:1].islower() or context.arcs[seam] == "strong"
    dangling = context.plain[seam - 1] in DANGLING
    tight = context.arcs[seam] == "strong" and context.plain[seam] not in CONNECTIVES
    return dangling or tight


@lru_cache(maxsize=8)
def pair_counts(context: Context) -> dict[Pair, PairCounts]:
    """Counts for every pair of labels that meet at a seam."""
    transcript = context.transcript
    order = {label: index for index, label in enumerate(transcript.labels)}
    table: dict[Pair, list[int]] = {}
    for index in range(1, len(transcript.turns)):
        left, right = transcript.turns[index - 1], transcript.turns[index]
        if left.speaker == right.speaker:
            continue
        first, second = sorted((left.speaker, right.speaker), key=order.__getitem__)
        row = table.setdefault((first, second), [0, 0, 0, 0, 0])
        row[0] += 1
        row[1] += is_cut(context, right.start)
        row[2] += "?" in transcript.words[left.end - 1].text[-3:] and context.plain[right.start] in ANSWERS
        between = index + 1 < len(transcript.turns) and transcript.turns[index + 1].speaker == left.speaker
        row[3] += between and context.is_backchannel(right.start, right.end)
        row[4] += context.plain[right.start] in ACKNOWLEDGEMENTS | ANSWERS
    return {pair: PairCounts(*row) for pair, row in table.items()}


def _counts(context: Context, pair: Pair) -> PairCounts:
    return pair_counts(context).get(pair, PairCounts())


def _cut_share(context: Context, pair: Pair) -> float:
    counts = _counts(context, pair)
    return counts.cuts / counts.seams if counts.seams else 0.0


@dataclass(frozen=True, slots=True)
class Call:
    """Word `at`, with which the label `caller` calls the label `called` by its first name."""

    at: int
    caller: str
    called: str


@lru_cache(maxsize=8)
def calls(context: Context) -> tuple[Call, ...]:
    """Every call of a label by its first name ("So, Bo, where..."), in reading order."""
    first_names: dict[str, list[str]] = {}
    for label in context.transcript.labels:
        if is_person(label):
            first_names.setdefault(plain(label.split()[0]), []).append(label)
    speakers = context.transcript.speakers
    return tuple(
        Call(at, speakers[at], label)
        for at, word in enumerate(context.plain)
        for label in first_names.get(word, ())
        if label != speakers[at] and is_called(context, at, at + 1)
    )


@lru_cache(maxsize=8)
def call_counts(context: Context) -> Counter[Pair]:
    """Calls by caller and called."""
    return Counter((call.caller, call.called) for call in calls(context))


def _addresses(context: Context, pair: Pair) -> int:
    """Times one of the two calls the other by the first name of the label."""
    counts = call_counts(context)
    return counts[pair] + counts[pair[::-1]]


def is_called(context: Context, start: int, end: int) -> bool:
    """Whether words `start:end` are capitalised and set off by marks on both sides, as in a call by name."""
    words = context.transcript.words
    if not is_capitalised(words[start].text):
        return False
    before = start == 0 or words[start - 1].text[-1] in ",.?!"
    return before and words[end - 1].text[-1] in ",.?!"


def _alike(context: Context, pair: Pair) -> float:
    """How alike two label strings are, 0 to 100; labels that only count speakers are not alike."""
    if is_generic(pair[0]) or is_generic(pair[1]):
        return 0.0
    return float(fuzz.token_set_ratio(pair[0].casefold(), pair[1].casefold()))


def _is_variant(pair: Pair) -> bool:
    """Whether the letters of one label hold all words of the other ("Ana Ruiz", "Ana Ruiz 2"); counted labels do not.

    >>> [_is_variant(pair) for pair in (("Ana Ruiz", "Ana Ruiz 2"), ("Ana Ruiz", "Bo"), ("Speaker 1", "Speaker 2"))]
    [True, False, False]
    """
    if is_generic(pair[0]) or is_generic(pair[1]):
        return False
    words = [{plain(word) for word in label.split() if any(char.isalpha() for char in word)} for label in pair]
    return words[0] <= words[1] or words[1] <= words[0]


@dataclass(frozen=True, slots=True)
class PairCue:
    """A named observation of two labels."""

    name: str
    about: str
    find: Callable[[Context, Pair], Value]


PAIR_CUES: tuple[PairCue, ...] = (
    PairCue("pair.seams", "seams between the two", lambda c, p: _counts(c, p).seams),
    PairCue("pair.cuts", "seams between the two that cut a sentence", lambda c, p: _counts(c, p).cuts),
    PairCue("pair.clean", "seams between the two that do not", lambda c, p: _counts(c, p).clean),
    PairCue("pair.cut_share", "share of their seams that cut a sentence, 0 to 1", _cut_share),
    PairCue("pair.answers", "questions of one that the other answers", lambda c, p: _counts(c, p).answers),
    PairCue("pair.replies", "listener's replies of one inside the other's speech", lambda c, p: _counts(c, p).replies),
    PairCue("pair.takes", "times one takes note of what the other said", lambda c, p: _counts(c, p).takes),
    PairCue("pair.addresses", "times one calls the other by name", _addresses),
    PairCue(
        "pair.carried",
        "seams between the two over which the boundary model hears one person go on",
        lambda c, p: carried(c, p).carried,
    ),
    PairCue("pair.carried_share", "share of their seams that are carried so, 0 to 1", lambda c, p: carried(c, p).share),
    PairCue(
        "pair.carried_words",
        "share of the rarer label's words in turns at such a seam, 0 to 1",
        lambda c, p: carried(c, p).word_share,
    ),
    PairCue("pair.alike", "how alike the label strings are, 0 to 100", _alike),
    PairCue("pair.same_role", "the two labels name one role", lambda c, p: role_of(p[0]) == role_of(p[1]) != "none"),
    PairCue("pair.counted", "both labels only count speakers", lambda c, p: is_generic(p[0]) and is_generic(p[1])),
    PairCue("pair.others", "labels besides the two", lambda c, p: len(c.transcript.labels) - 2),
    PairCue("pair.variant", "one label is the other with something added", lambda c, p: _is_variant(p)),
    PairCue(
        "pair.people",
        "both labels are names of people, and not of one",
        lambda c, p: is_person(p[0]) and is_person(p[1]) and not _is_variant(p),
    ),
)


def _notes_name(context: Context, label: str) -> str:
    """The host the show notes name, when they name one, for a label with the host's role."""
    hosts = notes_hosts(context.transcript)
    return hosts[0] if len(hosts) == 1 and role_of(label) == "host" else ""


def _own_name(context: Context, label: str) -> str:
    """The one name under which a label introduces itself; empty when there is none or more than one."""
    names = set(self_introductions(context.transcript, label))
    return names.pop() if len(names) == 1 else ""


@dataclass(frozen=True, slots=True)
class LabelCue:
    """A named observation of one label."""

    name: str
    about: str
    find: Callable[[Context, str], Value]
    values: tuple[str, ...] = ()


LABEL_CUES: tuple[LabelCue, ...] = (
    LabelCue("label.share", "share of all words, 0 to 1", lambda c, label: c.shares[label]),
    LabelCue("label.turns", "turns under the label", lambda c, label: c.turn_counts[label]),
    LabelCue(
        "label.role",
        "the role in the label's own words",
        lambda c, label: role_of(label),
        ROLES,
    ),
    LabelCue("label.generic", "the label only counts speakers", lambda c, label: is_generic(label)),
    LabelCue("label.named_by_notes", "the show notes name the host", lambda c, label: bool(_notes_name(c, label))),
    LabelCue("label.names_itself", "the label introduces itself", lambda c, label: bool(_own_name(c, label))),
    LabelCue("label.notes_name", "the host's name in the show notes, if one", _notes_name),
    LabelCue("label.own_name", "the name under which the label introduces itself", _own_name),
    LabelCue(
        "label.ad_share",
        "share of the label's words that advertise something, 0 to 1",
        lambda c, label: ad_words(c)[label] / c.transcript.word_counts[label],
    ),
    LabelCue("label.advertiser", "what the label advertises, as a label", advertiser_label),
    LabelCue(
        "label.words_per_turn",
        "mean words in a turn",
        lambda c, label: c.transcript.word_counts[label] / c.turn_counts[label],
    ),
)
