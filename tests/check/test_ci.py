"""What CI systems read from this repository: valid by their schemas, and working."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.cli.conftest import SMALL

ROOT = Path(__file__).resolve().parents[2]


def schema(name: str) -> Any:
    text = files("check_jsonschema.builtin_schemas.vendor").joinpath(f"{name}.json").read_text("utf-8")
    return json.loads(text)


class Loader(yaml.SafeLoader):
    """YAML 1.2 as GitHub reads it: `on` is a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@pytest.mark.parametrize(
    ("file", "name"),
    [("action.yml", "github-actions"), ("examples/github.yml", "github-workflows"),
     ("examples/gitlab-ci.yml", "gitlab-ci")],
)
def test_files_are_valid_by_their_schema(file: str, name: str) -> None:
    found = yaml.load((ROOT / file).read_text(), Loader=Loader)
    jsonschema.validators.validator_for(schema(name))(schema(name)).validate(found)


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    steps = yaml.safe_load((ROOT / "examples" / "github.yml").read_text())["jobs"]["check"]["steps"]
    (ours,) = [step for step in steps if step.get("uses") == "./diarfix"]
    assert set(ours["with"]) <= set(inputs)


def test_no_expression_stands_in_a_shell_step() -> None:
    """What a pull request brings must not become a command."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]


@pytest.mark.slow
def test_the_gitlab_job_runs(tmp_path: Path) -> None:
    (tmp_path / "episodes").mkdir()
    (tmp_path / "episodes" / "bad.txt").write_text(SMALL)
    script = yaml.safe_load((ROOT / "examples" / "gitlab-ci.yml").read_text())["transcripts"]["script"]
    program = f"{shlex.quote(sys.executable)} -c 'from diarfix.cli import main; import sys; sys.exit(main())'"
    lines = [f'diarfix() {{ {program} "$@"; }}', *(line for line in script if not line.startswith("pip "))]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DIARFIX_CACHE_DIR": str(tmp_path / "cache")}
    ran = subprocess.run(["bash", "-ec", "\n".join(lines)], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert ran.returncode == 1 and "episodes/bad.txt:2:6 DF105" in ran.stdout
    (issue,) = json.loads((tmp_path / "gl-code-quality-report.json").read_text())
    assert issue["check_name"] == "DF105" and "failures=\"1\"" in (tmp_path / "diarfix-junit.xml").read_text()


def copied() -> list[str]:
    """What the Dockerfile's first stage copies from the repository."""
    lines = [line.split() for line in (ROOT / "Dockerfile").read_text().splitlines()]
    return [name for line in lines if line[:1] == ["COPY"] and not line[1].startswith("--") for name in line[1:-1]]


def test_the_dockerfile_copies_what_there_is_and_the_ignore_file_lets_through() -> None:
    rules = (ROOT / ".dockerignore").read_text().split()
    kept = {rule[1:] for rule in rules if rule.startswith("!")}
    assert rules[0] == "*" and set(copied()) == kept
    assert all((ROOT / name).exists() for name in copied())
    instructions = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if re.match(r"[A-Z]+ ", line)]
    assert instructions[-2:] == ['ENTRYPOINT ["diarfix"]', 'CMD ["--help"]']
    assert any(fnmatch.fnmatch(line, "USER *") for line in instructions)  # not root


@pytest.mark.slow
def test_what_the_dockerfile_copies_installs_and_runs(tmp_path: Path) -> None:
    source, target = tmp_path / "src", tmp_path / "installed"
    source.mkdir()
    for name in copied():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(source)]
    subprocess.run(command, check=True, cwd=tmp_path)
    (tmp_path / "bad.txt").write_text(SMALL)
    env = {**os.environ, "PYTHONPATH": str(target), "DIARFIX_CACHE_DIR": str(tmp_path / "cache")}
    ran = subprocess.run(
        [sys.executable, "-m", "diarfix", "check", "bad.txt"], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert ran.returncode == 1 and "bad.txt:2:6 DF105" in ran.stdout, ran.stderr


@pytest.mark.slow
def test_pre_commit_runs_the_hooks(tmp_path: Path) -> None:
    """For real, from a clone of this repository; pip finds the packages it needs where the tests have theirs."""
    pytest.importorskip("pre_commit")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    work = tmp_path / "show"
    (work / "episodes").mkdir(parents=True)
    (work / "episodes" / "bad.txt").write_text(SMALL)
    (work / "README.md").write_text("# A show\n\nNothing that anybody said.\n")
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    hooks = [{"id": "diarfix-check"}, {"id": "diarfix-fix"}]
    config = {"repos": [{"repo": str(ROOT), "rev": commit.strip(), "hooks": hooks}]}
    (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    env = {
        **os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "PYTHONPATH": sysconfig.get_path("purelib"), "DIARFIX_CACHE_DIR": str(tmp_path / "cache"),
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(list(command), cwd=work, env=env, capture_output=True, text=True, check=False)

    run("git", "init", "-q")
    run("git", "add", "-A")
    first = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert first.returncode == 1, first.stderr
    assert "episodes/bad.txt:2:6 DF105" in first.stdout and "files were modified by this hook" in first.stdout
    assert (work / "episodes" / "bad.txt").read_text() != SMALL
    second = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert second.returncode == 0, second.stdout + second.stderr
