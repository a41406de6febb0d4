"""Two reviewers' files in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diarfix.cli import main
from diarfix.decisions import Book, HandRow, Spot, load_book, save_book, sidecar
from diarfix.decisions.merge import join
from diarfix.pipeline import Result
from tests.review.conftest import session_on


def two(result: Result, folder: Path) -> tuple[Book, Book]:
    """What Ann and Ben decided on the same episode, alone."""
    books = []
    for name in ("ann", "ben"):
        path = folder / name / "two-kettles.txt"
        path.parent.mkdir()
        path.write_text(result.original.source.text)
        session = session_on(result, path)
        first, second, *_ = session.queue()
        if name == "ann":
            session.accept(first.id)
            session.give(10, 20, "Bo")
        else:
            session.reject(first.id)
            session.accept(second.id)
            session.give(15, 18, "Teodora Quist")
            session.note(40, "laughs")
        books.append(load_book(sidecar(path)))
    return books[0], books[1]


def test_what_is_agreed_on_is_joined_and_the_rest_told(kettles_result: Result, tmp_path: Path) -> None:
    ann, ben = two(kettles_result, tmp_path)
    joined = join(ann, ben)
    assert len(joined.conflicts) == 2
    assert [row.id for row in joined.book.decisions] == [ben.decisions[-1].id] or len(joined.book.decisions) == 1
    assert joined.book.by_hand == () and joined.book.notes == ben.notes
    first, second = join(ann, ben, "first").book, join(ann, ben, "second").book
    assert ann.by_hand[0] in first.by_hand and ben.by_hand[0] not in first.by_hand
    assert ben.by_hand[0] in second.by_hand and {row.verdict for row in second.decisions} == {"accepted", "rejected"}


def test_the_command_writes_or_lists(
    kettles_result: Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two(kettles_result, tmp_path)
    given = [str(tmp_path / name / "two-kettles.diarfix.json") for name in ("ann", "ben")]
    out = tmp_path / "joint.diarfix.json"
    run: Callable[..., int] = lambda *more: main(["decisions", "merge", *given, "-o", str(out), *more])  # noqa: E731
    assert run() == 1 and not out.exists()
    assert "2 things are not agreed on" in capsys.readouterr().err
    assert run("--prefer", "later") == 0 and len(load_book(out).decisions) == 2
    assert run("--prefer", "nobody") == 2
    assert main(["decisions", "merge", given[0], str(tmp_path / "none.json"), "-o", str(out)]) == 2
    assert capsys.readouterr().err.count("error: E") == 2


def test_what_one_took_back_stays_away(kettles_result: Result, tmp_path: Path) -> None:
    ann, _ = two(kettles_result, tmp_path)
    assert join(ann, Book(), base=ann).book == Book()
    assert join(ann, Book(ann.decisions), base=ann).book == Book(ann.decisions)


rows = st.builds(
    lambda word, words, new, when: HandRow("0a1b2c3d", "move", "A", new, "x", when, "",
                                           Spot(word, words, "", f"w{word}", "", "")),
    st.integers(0, 50), st.integers(1, 9), st.sampled_from("AB"), st.sampled_from(["1", "2"]),
)  # fmt: skip


@given(st.lists(rows, max_size=4), st.lists(rows, max_size=4))
def test_a_book_joined_with_itself_is_itself_and_ids_stay_apart(one: list[HandRow], other: list[HandRow]) -> None:
    apart = [tuple(replace(row, id=f"{at:08x}") for at, row in enumerate(given)) for given in (one, other)]
    agreed = [Book((), join(Book((), given), Book()).book.by_hand) for given in apart]
    same = join(agreed[0], agreed[0])
    assert same.book == agreed[0] or same.conflicts
    for prefer in ("first", "second", "later"):
        ids = [row.id for row in join(*agreed, prefer).book.by_hand]
        assert len(set(ids)) == len(ids)
    assert not join(join(*agreed, "first").book, Book()).conflicts


def test_merging_gives_the_same_bytes_either_way_where_all_agree(kettles_result: Result, tmp_path: Path) -> None:
    ann, ben = two(kettles_result, tmp_path)
    mine, theirs = Book((), ann.by_hand), Book(ben.decisions[1:], (), ben.notes)
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    save_book(paths[0], join(mine, theirs).book)
    save_book(paths[1], join(theirs, mine).book)
    assert paths[0].read_bytes() == paths[1].read_bytes()
