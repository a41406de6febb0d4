"""People found, named, missed and invented."""

from __future__ import annotations

from diarfix.bench.people import PeopleCounts, count_people
from diarfix.measure import change, compare
from tests.conftest import made_of

ANA, BO, CAL = (" ".join(f"{name}{at}" for at in range(30)) for name in ("ana", "bo", "cal"))
REFERENCE = made_of([("Ana Ruiz", ANA), ("Bo Lind", BO), ("Cal Orr", CAL)])
CAL_HEAD, CAL_TAIL = " ".join(CAL.split()[:12]), " ".join(CAL.split()[12:])
RAW = made_of([("Speaker 0", f"{ANA} {BO}"), ("Speaker 1", CAL)])


def counted(*labels: str) -> PeopleCounts:
    hypothesis = made_of(list(zip(labels, (ANA, BO, CAL), strict=True)))
    return count_people(change(compare(REFERENCE, RAW), hypothesis))


def test_who_had_no_label_is_missed() -> None:
    found = counted("Speaker 0", "Speaker 0", "Speaker 1")
    assert (found.people, found.found_before, found.found, found.missed, found.nameable) == (3, 2, 2, 1, 3)
    assert (found.named, found.misnamed, found.invented) == (0, 0, 0)


def test_a_new_label_finds_and_names_its_person() -> None:
    found = counted("Speaker 0", "Bo Lind", "Speaker 1")
    assert (found.found, found.missed, found.named, found.misnamed) == (3, 0, 1, 0)


def test_a_wrong_name_is_counted_as_such() -> None:
    assert counted("Speaker 0", "Mara Quill", "Speaker 1").misnamed == 1


def test_a_label_that_stands_for_no_one_is_invented() -> None:
    parts = [("Speaker 0", ANA), ("Bo", BO), ("Who", CAL_HEAD), ("Speaker 1", CAL_TAIL)]
    hypothesis = made_of(parts)
    assert [word.text for word in hypothesis.words] == [word.text for word in RAW.words]
    assert count_people(change(compare(REFERENCE, RAW), hypothesis)).invented >= 1
