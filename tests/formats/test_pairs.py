"""The table of all pairs is in the docs as the command makes it, and `diarfix formats` tells of every format."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from diarfix.cli import app
from diarfix.errors import DiarfixError
from diarfix.formats import FORMATS, by_id, pairs

DOCS = Path(__file__).resolve().parents[2] / "docs" / "formats.md"


def test_the_docs_have_the_table_as_it_is_made() -> None:
    text = DOCS.read_text("utf-8")
    assert pairs.put(text, "x") == text, "run python -m diarfix.formats.pairs docs/formats.md"


def test_every_pair_can_be_converted() -> None:
    assert "×" not in pairs.table()


def test_what_is_lost_is_found_by_doing_it() -> None:
    assert pairs.lost(by_id("deepgram"), by_id("name-lines")) == "ewcdoh"
    assert pairs.lost(by_id("deepgram"), by_id("revai")) == "dh"
    assert pairs.lost(by_id("markdown"), by_id("aws")) == pairs.ESTIMATED
    assert pairs.lost(by_id("aws"), by_id("deepgram")) == "·"


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(DiarfixError) as caught:
        pairs.put("# Formats\n", "x")
    assert caught.value.code == "E203"


def test_the_command_lists_every_format_with_what_it_holds() -> None:
    shown = CliRunner().invoke(app, ["formats"])
    assert shown.exit_code == 0
    text = " ".join(shown.output.split())
    for item in FORMATS:
        begin = text.index(f"{item.id} {' '.join(item.suffixes)}".strip())
        for held in item.holds:
            assert held.value in text[begin : begin + 600]
        assert f"| `{item.id}` |" in DOCS.read_text("utf-8")
    pairs_shown = CliRunner().invoke(app, ["formats", "--pairs"])
    assert pairs_shown.output == pairs.legend() + "\n" + pairs.table()
