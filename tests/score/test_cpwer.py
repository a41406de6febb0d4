"""Our wrong words beside MeetEval's cpWER: two ways to count, one mapping of labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import from_turns, read_path
from diarfix.measure import compare
from diarfix.score.cpwer import _by_speaker, cp_counts

cp = pytest.importorskip("meeteval.wer.wer.cp", reason="meeteval is not installed (pip install 'diarfix[score]')")

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
KNOWN = {"harbour-table.md": 79, "kestrel-q3-call.txt": 698, "tidewater-hour.txt": 490, "two-kettles.txt": 62}
"""Wrong words of the invented episodes; see seeds/README."""


def test_cpwer_by_hand() -> None:
    reference = from_turns([("Ana", "one two three four"), ("Bo", "five six")])
    hypothesis = from_turns([("S0", "One two, three"), ("S1", "four five six!")])
    counts = cp_counts(reference, hypothesis)  # "four" is missing from Ana's words and one too many in Bo's
    assert (counts.length, counts.errors, counts.insertions, counts.deletions) == (6, 2, 1, 1)
    assert counts.rate == 2 / 6
    assert cp_counts(reference, reference).rate == 0


@pytest.mark.parametrize("name", KNOWN)
def test_the_seeds_agree(name: str) -> None:
    path = SEEDS / name
    reference, raw = read_path(path.with_name(f"{path.stem}.gold{path.suffix}")), read_path(path)
    compared = compare(reference, raw)
    assert compared.words.wrong == KNOWN[name]
    assert compared.words.aligned == len(raw.words)
    found = cp.cp_word_error_rate(
        _by_speaker(reference), _by_speaker(raw), reference_sort=False, hypothesis_sort=False
    )
    mapping = {label: person for person, label in found.assignment if label is not None and person is not None}
    assert mapping == compared.mapping
    # The words are the same, so each wrong word is missing from one person's and too many in another's,
    # unless it is left over with its label; one of each at one place counts once, as a substitution.
    assert KNOWN[name] <= found.errors <= 2 * KNOWN[name]


def test_too_many_speakers_are_an_error_of_ours() -> None:
    crowd = from_turns([(f"Person {at}", f"word{at}") for at in range(21)])
    with pytest.raises(DiarfixError, match=r"^E601 .*at most 20 speakers, here are 21"):
        cp_counts(crowd, crowd)
