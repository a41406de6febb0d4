"""Rules: data files that say which cues speak for which repair, and their matching."""

from diarfix.rulebook.load import bundled_rules, load_rule, load_rules
from diarfix.rulebook.match import Evidence, Match, match_rules
from diarfix.rulebook.record import Rule

__all__ = ["Evidence", "Match", "Rule", "bundled_rules", "load_rule", "load_rules", "match_rules"]
