"""The flow on one screen: analyse, match, decide who is who, solve, decide what is applied, apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from diarfix.cast import Cast, build_cast
from diarfix.codes import NO_RULE
from diarfix.cues.analysis import analyse, split_units
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.decisions import Hand, Verdict, carry_out, covers
from diarfix.edits import Decided, Edit, apply_edits, carried_labels, label_before, with_ids
from diarfix.heal import apply_heals, check_words, find_heals
from diarfix.model import UNLABELLED, Transcript
from diarfix.neural import BoundaryModel, Logits, bundled_model, load_model
from diarfix.people import Numbers, bundled_numbers, people_edits
from diarfix.quotes import Checked, Quote, check_quotes, noted_quotes, testimony_of
from diarfix.quotes.testify import CODE as QUOTED
from diarfix.rulebook import Match, Rule, bundled_rules, match_rules
from diarfix.show import Known, phrase_testimony, recognise, show_renames
from diarfix.show.phrases import CODE as PHRASE
from diarfix.solve import Consult, Weights, bundled_weights, find_flips, find_merges, find_moves, find_names
from diarfix.solve.testimony import Testimony

SAFE = 0.7
"""Edits at or over this confidence are applied unseen."""

FLOOR = 0.4
"""Edits under this confidence are not worth a reviewer's look and are dropped."""

Recaller = Callable[[Transcript, Sequence[Edit]], Mapping[str, Verdict]]
"""Finds the verdicts on edits once these are known: edit id -> verdict. See `diarfix.decisions.verdicts_for`."""


@dataclass(frozen=True)
class Options:
    """How to repair: the rules, the confidence from which edits are applied, and what a person decided.

    `verdicts` maps edit ids to decisions, and `recall` finds more of them once edits are proposed; `unsafe`
    applies edits whose rules ask for a person, too. `model` lets the boundary model have its say (the
    bundled one, or that in `model_dir`);
    `weights` None takes the bundled ones for that choice. `people` gives words to people who are announced or handed
    the floor; `numbers` None takes the bundled ones for that. `flips` looks for exchanges of two labels. `quotes` are
    told beside those of the show notes, as evidence of who said them; None leaves those out, too. `consult` gives a
    second opinion on what is disputed. `silent` are codes of `diarfix.codes` whose edits are not proposed.
    `hand` is what a reviewer made by hand, which goes over every edit. `show` is what is configured about the show.
    """

    rules: tuple[Rule, ...] | None = None
    min_confidence: float = SAFE
    unsafe: bool = False
    heal: bool = True
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    weights: Weights | None = None
    model: bool = True
    model_dir: Path | None = None
    people: bool = True
    numbers: Numbers | None = None
    recall: Recaller | None = None
    flips: bool = True
    quotes: tuple[Quote, ...] | None = ()
    consult: Consult | None = None
    hand: Hand = ()
    show: Known | None = None
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Result:
    """What was read, what was found, what was decided, and the repaired transcript; `hand` was made by a person.

    `show` is what was known of it beforehand.
    """

    original: Transcript
    repaired: Transcript
    edits: tuple[Decided, ...]
    matches: tuple[Match, ...]
    context: Context
    hand: Hand = ()
    show: Known | None = None

    @property
    def applied(self) -> tuple[Edit, ...]:
        """The edits that were made."""
        return tuple(decided.edit for decided in self.edits if decided.state == "applied")

    @property
    def waiting(self) -> tuple[Edit, ...]:
        """The edits that wait for a person."""
        return tuple(decided.edit for decided in self.edits if decided.state == "review")


def repair(transcript: Transcript, options: Options | None = None) -> Result:
    """Find and apply the edits of one transcript. Words never change; see `check_words`."""
    options = options or Options()
    return reconsidered(examine(transcript, options), options)


def reconsidered(context: Context, options: Options) -> Result:
    """The same for a transcript that is examined already."""
    edits, matches = propose(context, options)
    undecided = tuple(Decided(edit, "review") for edit in edits)
    original = context.transcript
    return decided_anew(Result(original, original, undecided, matches, context, show=options.show), options)


def decided_anew(result: Result, options: Options) -> Result:
    """What is proposed already, decided and carried out by these options."""
    edits = [item.edit for item in result.edits]
    settled = recalled(options, result.original, edits)
    decided = tuple(decide(edit, settled) for edit in edits)
    repaired = carried_out(result.context, decided, options)
    return replace(result, repaired=repaired, edits=decided, hand=options.hand)


def carried_out(context: Context, decided: Sequence[Decided], options: Options) -> Transcript:
    """The transcript with the applied edits and what was made by hand, its seams healed unless that is off."""
    transcript = context.transcript
    repaired = carry_out(transcript, [item.edit for item in decided if item.state == "applied"], options.hand)
    if options.heal:
        repaired = apply_heals(repaired, find_heals(context, repaired))
    check_words(transcript, repaired)
    return repaired


def examine(transcript: Transcript, options: Options) -> Context:
    """The transcript's analysis, with the boundary model where the options let it have a say. Raises E604."""
    model = _boundary(options.model_dir) if options.model else None
    return Context(analyse(transcript, load_english()), boundary=model.changes if model else None)


@dataclass(frozen=True)
class Prepared:
    """What stands before the chain is solved: who is who, the view with that made, and the matches on it.

    `exchanged` are the flips that the view has made; `back` leads from the show's names in it to the labels before;
    `held` says that what the labels decide is left to a person.
    """

    merges: tuple[Edit, ...]
    flips: tuple[Edit, ...]
    names: tuple[Edit, ...]
    view: Context
    matches: tuple[Match, ...]
    exchanged: tuple[Edit, ...] = ()
    back: Mapping[str, str] = field(default_factory=dict)
    held: bool = False


def prepare(context: Context, options: Options) -> Prepared:
    """Decide who is who; the view has every merge and flip made that would be applied, its seams healed."""
    rules = bundled_rules() if options.rules is None else options.rules
    matches = match_rules(context, rules)
    renames = show_renames(context.transcript, options.show, options.silent)
    merges = renames.merges(find_merges(context.transcript, matches), context.transcript)
    own = tuple(edit for edit in renames.edits if edit.kind == "name")
    certain = _certain(context.transcript, (*merges, *own), options)
    back = {edit.new: edit.old for edit in certain if edit.kind == "name"}
    view = merged_context(context, certain)
    held = _say_little(view, matches)
    flips = find_flips(view) if options.flips else ()
    # The view has the show's names already; the edits name labels as they are before these are given.
    flips = tuple(_before_names(edit, back) for edit in (_held_back(flips) if held else flips))
    exchanged = _certain(context.transcript, flips, options)
    if not certain and not exchanged:
        names = renames.names(find_names(context.transcript, matches))
        return Prepared(merges, flips, names, context, matches, held=held)
    if exchanged:
        view = merged_context(context, [*certain, *exchanged])
    again = match_rules(view, rules)
    names = renames.names(find_names(view.transcript, [match for match in again if match.rule.site == "label"]))
    # What was found about pairs and the document holds for what was read, not for the merged view.
    about = [match for match in matches if match.rule.site in ("pair", "label", "document")]
    sites = [match for match in again if match.rule.site not in ("pair", "label", "document")]
    return Prepared(merges, flips, names, view, (*about, *sites), exchanged, back, held)


def _say_little(view: Context, matches: Sequence[Match]) -> bool:
    """Whether a rule finds the labels not to be trusted, and does so still where phantoms are joined."""
    rules = [match.rule for match in matches if match.rule.holds_back]
    return bool(rules) and bool(match_rules(view, rules))


def _held_back(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits, left to a person."""
    return tuple(replace(edit, safe=False) for edit in edits)


def _before_names(edit: Edit, back: Mapping[str, str]) -> Edit:
    """The edit of a view as it reads before the show's names are given."""
    return replace(edit, old=back.get(edit.old, edit.old), new=back.get(edit.new, edit.new))


def _certain(transcript: Transcript, edits: Sequence[Edit], options: Options) -> tuple[Edit, ...]:
    """The edits that would be applied."""
    # What a reviewer made by hand is no evidence: what is proposed must not depend on it.
    settled = replace(recalled(options, transcript, with_ids(transcript, edits)), hand=())
    return tuple(edit for edit in edits if decide(with_ids(transcript, [edit])[0], settled).state == "applied")


def propose(context: Context, options: Options) -> tuple[tuple[Edit, ...], tuple[Match, ...]]:
    """Every edit that the evidence speaks for, with ids, in reading order; and the matches behind them."""
    prepared = prepare(context, options)
    weights = options.weights or bundled_weights(options.model)
    heard = _heard(prepared, options)
    found = find_moves(prepared.view, prepared.matches, weights, options.consult, heard)
    people = announced(prepared.view, options) if options.people else ()
    found = _held_back(found) if prepared.held else found
    voiced = (edit for edit in (*people, *found) if (edit.codes or (NO_RULE,))[0] not in options.silent)
    # That someone unnamed speaks is no repair: words go to people only.
    likely = [edit for edit in voiced if edit.confidence >= FLOOR and edit.new != UNLABELLED]
    likely = _disjoint(sorted(likely, key=lambda edit: edit.confidence < options.min_confidence))
    names = _new_names(prepared.names, likely)
    likely = [_unseen(edit) for edit in likely if edit.kind == "move"]
    moves = [
        part for edit in likely
        for part in _by_label(context.transcript, _before_names(edit, prepared.back), prepared.exchanged)
    ]
    return with_ids(context.transcript, [*prepared.merges, *prepared.flips, *names, *moves]), prepared.matches


def _unseen(edit: Edit) -> Edit:
    """The edit, which waits for a person where a phrase has a part in it."""
    return replace(edit, safe=edit.safe and PHRASE not in edit.codes)


def _new_names(known: Sequence[Edit], edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The names that rules give, and those of announced people where no rule gives one."""
    old, new = {edit.old for edit in known}, {edit.new for edit in known}
    more = (edit for edit in edits if edit.kind == "name" and edit.old not in old and edit.new not in new)
    return (*known, *more)


def _heard(prepared: Prepared, options: Options) -> tuple[Testimony, ...]:
    """What the quotes of the show notes, and those given, say of whose words are whose."""
    transcript = prepared.view.transcript
    show = None if PHRASE in options.silent else options.show
    said = phrase_testimony(transcript, show, {label: label for label in transcript.labels})
    if options.quotes is None or QUOTED in options.silent:
        return said
    quotes = (*noted_quotes(transcript), *options.quotes)
    names = {edit.old: edit.new for edit in prepared.names}
    people = {label: names.get(label, label) for label in transcript.labels}
    return (*testimony_of(transcript, quotes, people), *said)


def cast_of(result: Result) -> Cast:
    """Who is who in the repaired transcript."""
    view = _viewed(result.context, result.repaired)
    raw: dict[str, tuple[str, ...]] = {}
    for label, end in carried_labels(result.original.labels, result.applied, 0).items():
        raw[end] = (*raw.get(end, ()), label)
    if result.show is None:
        return build_cast(view, raw)
    roles = {name: role for name in view.transcript.labels if (role := result.show.role_of(name)) is not None}
    likely = recognise(view.transcript, result.show.regulars)
    return build_cast(view, raw, roles, {label: (item.name, item.confidence) for label, item in likely.items()})


def checked_quotes(result: Result, quotes: Sequence[Quote]) -> tuple[Checked, ...]:
    """What became of quotes in the repaired transcript."""
    names = {member.label: member.name for member in cast_of(result).members}
    return check_quotes(result.repaired, quotes, names, result.edits)


def announced(view: Context, options: Options) -> tuple[Edit, ...]:
    """Moves to the people whom the words announce."""
    return people_edits(view.transcript, options.numbers or bundled_numbers(options.model), view.changes)


def _disjoint(edits: Sequence[Edit]) -> list[Edit]:
    """The edits without moves that overlap an earlier one."""
    taken: set[int] = set()
    kept = []
    for edit in edits:
        words = range(edit.start, edit.end)
        if edit.kind != "move":
            kept.append(edit)
        elif taken.isdisjoint(words):
            taken.update(words)
            kept.append(edit)
    return kept


def likely_changes(transcript: Transcript, model_dir: Path | None = None) -> Logits:
    """The boundary model's log-odds that the speaker changes before each word. Raises E604."""
    return _boundary(model_dir).changes([word.text for word in transcript.words])


def _boundary(model_dir: Path | None) -> BoundaryModel:
    return bundled_model() if model_dir is None else load_model(model_dir)


def merged_context(context: Context, merges: Sequence[Edit]) -> Context:
    """The transcript as it reads once labels are merged and their seams healed; tags are kept."""
    if not merges:
        return context
    view = apply_edits(context.transcript, list(merges))
    return _viewed(context, apply_heals(view, find_heals(context, view)))


def _viewed(context: Context, view: Transcript) -> Context:
    """The context of the same words under other labels."""
    units = tuple(split_units(view))
    unit_of = tuple(index for index, unit in enumerate(units) for _ in range(len(unit)))
    return Context(replace(context.analysis, transcript=view, units=units, unit_of=unit_of), context, context.boundary)


def _by_label(transcript: Transcript, edit: Edit, flips: Sequence[Edit]) -> list[Edit]:
    """A move in the view over several raw labels as one edit a label, so that each applies alone.

    Moves are carried out before flips, so that the label to reach is the one that becomes the view's.
    """
    parts: list[Edit] = []
    for at in range(edit.start, edit.end):
        label, new = transcript.speakers[at], label_before(edit.new, flips, at)
        if parts and (parts[-1].old, parts[-1].new) == (label, new):
            parts[-1] = replace(parts[-1], end=at + 1)
        else:
            parts.append(replace(edit, start=at, end=at + 1, old=label, new=new))
    return parts


def recalled(options: Options, transcript: Transcript, edits: Sequence[Edit]) -> Options:
    """The options with the verdicts that `recall` finds for these edits."""
    if options.recall is None:
        return options
    return replace(options, verdicts={**options.verdicts, **options.recall(transcript, edits)})


def decide(edit: Edit, options: Options) -> Decided:
    """Applied, left for review, or rejected: a person's word first, then confidence and safety."""
    verdict = options.verdicts.get(edit.id)
    if verdict == "accepted":
        return Decided(edit, "applied", "accepted by a reviewer")
    if verdict == "rejected":
        return Decided(edit, "rejected", "rejected by a reviewer")
    if covers(options.hand, edit):
        return Decided(edit, "rejected", "a reviewer settled it by hand")
    if edit.confidence < options.min_confidence:
        return Decided(edit, "review", f"confidence {edit.confidence:.2f} is under {options.min_confidence:.2f}")
    if not edit.safe and not options.unsafe:
        return Decided(edit, "review", "its rules ask for a person")
    return Decided(edit, "applied", f"confidence {edit.confidence:.2f}")
