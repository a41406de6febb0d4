"""What the report is drawn from: a repair, its speakers and its clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from diarfix.edits import Decided
from diarfix.model import Seconds, Transcript
from diarfix.pages.clock import spell, word_times
from diarfix.pages.look import Speaker, speakers
from diarfix.pipeline import Result
from diarfix.render.facts import final_labels


@dataclass(frozen=True)
class Scene:
    """One result and what several parts of the page ask of it."""

    result: Result

    @property
    def original(self) -> Transcript:
        """The transcript as it was read."""
        return self.result.original

    @property
    def repaired(self) -> Transcript:
        """The transcript after the repair."""
        return self.result.repaired

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return PurePath(self.original.source.name).name

    @cached_property
    def final(self) -> Mapping[str, str]:
        """Raw label -> the label that stands in the end."""
        return final_labels(self.result)

    @cached_property
    def speakers(self) -> Mapping[str, Speaker]:
        """Every label, those that stand in the end first; a label that was renamed looks like what it became."""
        brought = [item.edit.new for item in self.result.edits]
        labels = list(dict.fromkeys((*self.repaired.labels, *self.original.labels, *brought)))
        kept = list(dict.fromkeys(self.final.get(label, label) for label in labels))
        shown = speakers(kept)
        looks = {label: shown[self.final.get(label, label)] for label in labels}
        return {label: Speaker(label, look.hue, look.key) for label, look in looks.items()}

    @cached_property
    def times(self) -> tuple[Seconds, ...] | None:
        """When every word begins, where the source tells."""
        return word_times(self.original)

    @cached_property
    def waiting(self) -> tuple[Decided, ...]:
        """The edits that wait for a person."""
        return tuple(item for item in self.result.edits if item.state == "review")

    def when(self, word: int) -> str:
        """Where a word stands, for people."""
        return spell(self.original, self.times, word)

    def at(self, word: int) -> float:
        """Where a word begins, in thousandths of the whole."""
        total = len(self.original.words)
        if self.times is None:
            return 1000 * word / total
        begin, end = self.times[0], self.times[-1]
        return 1000 * (self.times[word] - begin) / (end - begin)
