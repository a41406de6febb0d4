"""The flow on one screen: analyse, match, decide who is who, solve, decide what is applied, apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from diarfix.cues.analysis import analyse, split_units
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.decisions import Verdict
from diarfix.edits import Decided, Edit, apply_edits, label_before, with_ids
from diarfix.heal import apply_heals, check_words, find_heals
from diarfix.model import UNLABELLED, Transcript
from diarfix.neural import bundled_model, load_model
from diarfix.rulebook import Match, Rule, bundled_rules, match_rules
from diarfix.solve import Consult, Weights, bundled_weights, find_flips, find_merges, find_moves, find_names

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
    `weights` None takes the bundled ones for that choice. `flips` looks for exchanges of two labels. `consult`
    gives a second opinion on what is disputed.
    """

    rules: tuple[Rule, ...] | None = None
    min_confidence: float = SAFE
    unsafe: bool = False
    heal: bool = True
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    weights: Weights | None = None
    model: bool = True
    model_dir: Path | None = None
    recall: Recaller | None = None
    flips: bool = True
    consult: Consult | None = None


@dataclass(frozen=True)
class Result:
    """What was read, what was found, what was decided, and the repaired transcript."""

    original: Transcript
    repaired: Transcript
    edits: tuple[Decided, ...]
    matches: tuple[Match, ...]
    context: Context

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
    context = examine(transcript, options)
    edits, matches = propose(context, options)
    settled = recalled(options, transcript, edits)
    decided = tuple(decide(edit, settled) for edit in edits)
    repaired = apply_edits(transcript, [item.edit for item in decided if item.state == "applied"])
    if options.heal:
        repaired = apply_heals(repaired, find_heals(context, repaired))
    check_words(transcript, repaired)
    return Result(transcript, repaired, decided, matches, context)


def examine(transcript: Transcript, options: Options) -> Context:
    """The transcript's analysis, with the boundary model where the options let it have a say. Raises E604."""
    model = None
    if options.model:
        model = (bundled_model() if options.model_dir is None else load_model(options.model_dir)).changes
    return Context(analyse(transcript, load_english()), boundary=model)


@dataclass(frozen=True)
class Prepared:
    """What stands before the chain is solved: who is who, the view with that made, and the matches on it.

    `exchanged` are the flips that the view has made.
    """

    merges: tuple[Edit, ...]
    flips: tuple[Edit, ...]
    names: tuple[Edit, ...]
    view: Context
    matches: tuple[Match, ...]
    exchanged: tuple[Edit, ...] = ()


def prepare(context: Context, options: Options) -> Prepared:
    """Decide who is who; the view has every merge and flip made that would be applied, its seams healed."""
    rules = bundled_rules() if options.rules is None else options.rules
    matches = match_rules(context, rules)
    merges = find_merges(context.transcript, matches)
    certain = _certain(context.transcript, merges, options)
    view = merged_context(context, certain)
    flips = find_flips(view) if options.flips else ()
    exchanged = _certain(context.transcript, flips, options)
    if not certain and not exchanged:
        return Prepared(merges, flips, find_names(context.transcript, matches), context, matches)
    view = merged_context(context, [*certain, *exchanged])
    again = match_rules(view, rules)
    names = find_names(view.transcript, [match for match in again if match.rule.site == "label"])
    # What was found about pairs and the document holds for what was read, not for the merged view.
    about = [match for match in matches if match.rule.site in ("pair", "label", "document")]
    sites = [match for match in again if match.rule.site not in ("pair", "label", "document")]
    return Prepared(merges, flips, names, view, (*about, *sites), exchanged)


def _certain(transcript: Transcript, edits: Sequence[Edit], options: Options) -> tuple[Edit, ...]:
    """The edits that would be applied."""
    settled = recalled(options, transcript, with_ids(transcript, edits))
    return tuple(edit for edit in edits if decide(with_ids(transcript, [edit])[0], settled).state == "applied")


def propose(context: Context, options: Options) -> tuple[tuple[Edit, ...], tuple[Match, ...]]:
    """Every edit that the evidence speaks for, with ids, in reading order; and the matches behind them."""
    prepared = prepare(context, options)
    weights = options.weights or bundled_weights(options.model)
    found = find_moves(prepared.view, prepared.matches, weights, options.consult)
    # That someone unnamed speaks is no repair: words go to people only.
    likely = [edit for edit in found if edit.confidence >= FLOOR and edit.new != UNLABELLED]
    moves = [part for edit in likely for part in _by_label(context.transcript, edit, prepared.exchanged)]
    return with_ids(context.transcript, [*prepared.merges, *prepared.flips, *prepared.names, *moves]), prepared.matches


def merged_context(context: Context, merges: Sequence[Edit]) -> Context:
    """The transcript as it reads once labels are merged and their seams healed; tags are kept."""
    if not merges:
        return context
    view = apply_edits(context.transcript, list(merges))
    view = apply_heals(view, find_heals(context, view))
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
    if edit.confidence < options.min_confidence:
        return Decided(edit, "review", f"confidence {edit.confidence:.2f} is under {options.min_confidence:.2f}")
    if not edit.safe and not options.unsafe:
        return Decided(edit, "review", "its rules ask for a person")
    return Decided(edit, "applied", f"confidence {edit.confidence:.2f}")
