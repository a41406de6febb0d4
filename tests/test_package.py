"""The package as shipped: its rules, version, layers, and the README's two commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

import diarfix
from diarfix import resources
from diarfix.errors import DiarfixError

ROOT = Path(__file__).resolve().parents[1]


def test_the_bundled_rules_are_found() -> None:
    assert resources.rules_dir().is_dir()


def test_installed_rules_come_before_those_of_a_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "diarfix"
    monkeypatch.setattr(resources, "_PACKAGE", package)
    with pytest.raises(DiarfixError, match=r"^E404 "):
        resources.rules_dir()
    (tmp_path / "rules").mkdir()
    assert resources.rules_dir() == tmp_path / "rules"
    (package / "_rules").mkdir(parents=True)
    assert resources.rules_dir() == package / "_rules"


def test_the_installed_version_is_the_packages() -> None:
    try:
        installed = version("diarfix")
    except PackageNotFoundError:
        pytest.skip("diarfix is not installed here, only importable")
    assert installed == diarfix.__version__


def test_every_folder_of_modules_is_a_package() -> None:
    """Without `__init__.py` the type checker and the import linter pass a folder over in silence."""
    folders = {path.parent for path in (ROOT / "diarfix").rglob("*.py")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []
    assert (ROOT / "diarfix" / "py.typed").is_file()


def test_imports_go_one_way() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_readme_holds_two_one_line_commands() -> None:
    blocks = re.findall(r"^```bash\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert [block.count("\n") for block in blocks] == [1, 1]
    job, tests = blocks
    assert " && diarfix fix seeds/" in job and " -o " in job
    assert " && pytest" in tests


def test_ci_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
