"""Recipe files: what is bundled, the round trip, and what a mistake says."""

from __future__ import annotations

from pathlib import Path

import pytest

from diarfix.errors import DiarfixError
from diarfix.simulate import load_recipe, parse_recipe, read_recipe, recipe_names
from diarfix.simulate.dump import dump_recipe


def test_bundled() -> None:
    assert recipe_names() == ("call", "clean", "flip", "meeting", "phantom", "podcast")


@pytest.mark.parametrize("name", recipe_names())
def test_round_trip(name: str) -> None:
    recipe = load_recipe(name)
    assert recipe.summary
    assert parse_recipe(dump_recipe(recipe)) == recipe


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("spanz: {}", ("r.yaml:1:", "spanz is not known", "did you mean 'spans'?")),
        ("spans:\n  tail_leek: {}", ("r.yaml:2:", "spans.tail_leek", "did you mean 'tail_leak'?")),
        ("spans:\n  swap: {per_seam: 0.1}", ("r.yaml:2:", "spans.swap is not complete", "give lengths")),
        ("spans:\n  swap:\n    per_seam: 2\n    lengths: {1: 1}", ("r.yaml:3:", "per_seam is 2", "from 0 to 1")),
        ("spans:\n  swap:\n    per_seam: 0.1\n    lengths: {5-2: 1}", ("r.yaml:4:", "'5-2'", "such as 5-9")),
        ("spans:\n  swap:\n    per_seam: 0.1\n    lengths: {}", ("r.yaml:4:", "must be a mapping", "{1: 5, 2-4: 3}")),
        ("flip: 3", ("r.yaml:1:", "flip is 3", "from 0 to 1")),
        ("flip: yes", ("flip is True", "give a number")),
        ("merged:\n  keep: [0.9, 0.1]", ("r.yaml:1:", "merged needs keep", "[0.3, 0.5]")),
        ("marks:\n  seam: {opn: 1}", ("r.yaml:2:", "marks.seam.opn", "did you mean 'open'?")),
        ("- a\n- b", ("the recipe must be a mapping",)),
        ("", ("the recipe must be a mapping",)),
        ("provenance: 3", ("r.yaml:1:", "provenance must be a mapping")),
        ("a: [", ("r.yaml:1:", "it is not YAML")),
    ],
)
def test_mistakes(text: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(DiarfixError) as caught:
        parse_recipe(text, "r.yaml")
    assert caught.value.code == "E602"
    for part in ("r.yaml", *parts):
        assert part in str(caught.value)


def test_unknown_name() -> None:
    with pytest.raises(DiarfixError, match=r"E602.*'podcat'; did you mean 'podcast'\?"):
        load_recipe("podcat")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DiarfixError, match="E101"):
        read_recipe(tmp_path / "none.yaml")
