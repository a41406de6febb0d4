"""The options of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diarfix.cli import main
from tests.opinion.conftest import Fake, chat

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A command's exit code and what it wrote; its cache is a folder of the test's own."""
    monkeypatch.setattr("diarfix.opinion.user_folder", lambda: tmp_path / "cache")
    # However sure the weights of the day are of the talk's one wrong word, it is asked about.
    monkeypatch.setattr("diarfix.opinion.disputes.MOST", 1.0)

    def _run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return _run


def sure_of(letter: str) -> Callable[[str, dict[str, Any]], tuple[int, Any]]:
    """A server's reply that always names that letter, with probabilities."""
    return lambda path, body: (200, chat(letter, [{letter: -0.1, "B" if letter == "A" else "A": -2.5}]))


def test_off_unless_asked_for(run: Run, server: Fake, talk_file: Path) -> None:
    assert run("fix", talk_file, "-q")[0] == 0
    assert server.seen == []


def test_fix_asks_says_so_and_keeps_the_answers(run: Run, server: Fake, talk_file: Path) -> None:
    server.reply = sure_of("A")
    plain = run("fix", talk_file, "-q")
    code, out, err = run("fix", talk_file, "--llm", server.spec)
    assert code == 0 and out == plain[1]
    asked = len(server.seen)
    assert asked and asked % 2 == 0
    assert f"second opinion of tiny: {asked // 2} question" in err
    assert "shown only, since it has no fitted weight" in err
    assert run("fix", talk_file, "--llm", server.spec)[1:] == (out, err) and len(server.seen) == asked
    run("fix", talk_file, "--llm", server.spec, "--no-llm-cache")
    assert len(server.seen) == 2 * asked
    assert run("fix", talk_file, "--llm", server.spec, "-q")[2] == ""


def test_what_is_sent_holds_no_label(run: Run, server: Fake, talk_file: Path) -> None:
    run("fix", talk_file, "-q", "--llm", server.spec)
    for _, body in server.seen:
        assert not any("Ben" in message["content"] for message in body["messages"])


def test_bench_and_explain_take_it_too(run: Run, server: Fake, tmp_path: Path, talk_file: Path) -> None:
    server.reply = sure_of("B")
    folder = tmp_path / "pairs"
    folder.mkdir()
    (folder / "talk.txt").write_text(talk_file.read_text())
    (folder / "talk.gold.txt").write_text(talk_file.read_text())
    code, out, _ = run("bench", folder, "--json", "--jobs", 1, "--llm", server.spec, "--llm-weight", 0.5)
    assert code == 0 and '"sets"' in out and server.seen
    import diarfix

    edit = diarfix.fix(talk_file).edits[0].edit
    code, out, _ = run("explain", talk_file, edit.id, "--llm", server.spec)
    assert code == 0 and edit.id in out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--llm", "tiny"], "E702"),
        (["--llm", "openai:http://models.example/v1#tiny"], "E703"),
        (["--llm", "gguf:/no/such/model.gguf"], "E101"),
        (["--llm-weight", "0.5"], "E601"),
        (["--allow-remote-llm"], "E601"),
        (["--no-llm-cache"], "E601"),
        (["--llm", "openai:http://127.0.0.1:1/v1#tiny"], "E701"),
    ],
)
def test_trouble_is_one_line_and_nothing_is_written(
    run: Run, talk_file: Path, tmp_path: Path, options: list[str], code: str
) -> None:
    target = tmp_path / "out.txt"
    status, out, err = run("fix", talk_file, "-o", target, *options)
    assert (status, out, target.exists()) == (2, "", False)
    assert err.startswith(f"error: {code} ") and err.count("\n") == 1
