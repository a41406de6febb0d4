"""The rule pages: one a rule, whole, with figures that add up and links that lead somewhere."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from diarfix.bench.figures import document
from diarfix.codes import OTHERS, Code, entry
from diarfix.errors import CODES
from diarfix.measured import FILE, RuleFigures, measured, provenance
from diarfix.render.rule_docs import index, other_page, page
from diarfix.rulebook import Rule, bundled_rules
from tests.cli.conftest import Ran, run

__all__ = ["run"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.code)
def test_a_page_says_what_why_and_how_to_silence(rule: Rule) -> None:
    text = page(rule, measured().get(rule.code))
    assert text.startswith(f"# {rule.code}: {rule.name}\n") and rule.rationale in text
    for part in ("Why", "What it looks at", "Example that fails", "Example that passes", "Measured", "Silence it"):
        assert f"\n## {part}\n" in text
    assert text.count("```") == 2 * (len(rule.fails) + len(rule.passes))
    assert f"NOTE diarfix: ignore {rule.code}" in text
    for link in re.findall(r"\]\(([^)#]+)", text):
        assert link == "index.md" or (ROOT / "docs" / "rules" / link).resolve().is_file(), link


def test_figures_are_told(tmp_path: Path) -> None:
    rule = bundled_rules()[0]
    text = page(rule, RuleFigures(12, 10, 8, 30, 4, 20))
    assert "| of those judged, right | 8 of 10 (80%) |" in text and "30 / 4" in text
    assert "8 of 10" in index([rule], {rule.code: RuleFigures(12, 10, 8, 30, 4, 20)})


def test_the_command_writes_all_pages(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("rules", "--pages", tmp_path / "pages").code == 0
    names = {path.name for path in (tmp_path / "pages").iterdir()}
    assert names == {"index.md", "errors.md", *(f"{item.code}.md" for item in (*bundled_rules(), *OTHERS))}
    contents = (tmp_path / "pages" / "index.md").read_text()
    assert all(f"]({name})" in contents for name in names - {"index.md"})
    assert all(f"| {code} | {told} |" in (tmp_path / "pages" / "errors.md").read_text() for code, told in CODES.items())


@pytest.mark.parametrize("item", OTHERS, ids=lambda item: item.code)
def test_other_codes_have_pages_that_lead_somewhere(item: Code) -> None:
    text = other_page(item, measured().get(item.code))
    assert text.startswith(f"# {item.code}: {item.name}\n") and item.rationale in text
    assert f"--ignore {item.code}" in text
    page, _, anchor = item.more.partition("#")
    headings = re.findall(r"^#+ (.*)$", (ROOT / "docs" / page).read_text(), re.M)
    assert not anchor or anchor in {re.sub(r"[^a-z0-9 -]", "", line.lower()).replace(" ", "-") for line in headings}


def _codes_in_the_source() -> set[str]:
    """Every text of the package that looks like a code, and what is called a code there."""
    found: set[str] = set()
    for path in sorted((ROOT / "diarfix").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if re.fullmatch(r"E\d{3}|[A-Z]{2,8}\d{3}", node.value) else set()
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and "/render/" not in str(path):
                named = any(isinstance(target, ast.Name) and target.id == "CODE" for target in node.targets)
                found |= {str(node.value.value)} if named else set()
    return found


def test_every_code_can_be_explained(run: Callable[..., Ran]) -> None:
    codes = _codes_in_the_source()
    assert {"FLIP001", "QUOTE001", "SHOW003", "PEOPLE006", "MODEL001", "LLM", "DF001", "E101"} <= codes
    for code in sorted(codes | set(CODES) | {item.code for item in OTHERS}):
        ran = run("rules", code)
        assert ran.code == 0 and ran.out.startswith(code), code
    assert json.loads(run("rules", "flip", "--json").out)[0]["rationale"] == entry("FLIP001").rationale


def test_the_shipped_figures_name_their_origin_and_known_rules() -> None:
    assert FILE.is_file() and set(provenance()) == {"command", "commit", "data"}
    for code, row in measured().items():
        assert row.right <= row.judged <= row.edits <= row.with_edits, code


def test_figures_of_sets_are_added_up() -> None:
    row = {"code": "DF101", "edits": 2, "judged": 2, "right": 1, "repaired": 3, "broken": 1, "with_edits": 4,
           "with_repaired": 9, "with_broken": 9}
    none = {**row, "code": "none"}
    made = {"name": "a", "fingerprint": "f" * 20, "episodes": [1], "rules": [row, none]}
    read = json.loads(document({"sets": [made, {**made, "name": "b"}]}, "abc123"))
    assert read["rules"] == {
        "DF101": {"edits": 4, "judged": 4, "right": 2, "repaired": 6, "broken": 2, "with_edits": 8}
    }
    assert read["provenance"]["commit"] == "abc123" and "b (ffffffffffff, 1 episodes)" in read["provenance"]["data"]
