"""Servers: what is sent, what is read from answers, and how trouble is told."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest

from diarfix.errors import DiarfixError
from diarfix.opinion import connection
from diarfix.opinion.backends import open_model
from diarfix.opinion.connection import Address
from diarfix.opinion.record import Answer, Prompt
from diarfix.opinion.server import ChatModel, TextModel
from tests.opinion.conftest import Fake, chat

PROMPT = Prompt("Say who.", (("A: Hi.\nAnswer:", "A"),), "A: Ho.\n??: Hm.\nAnswer:", ("A", "B"))
TURNED = Prompt(PROMPT.instruction, PROMPT.examples, PROMPT.question, ("B", "A"))


def model_of(server: Fake, **settings: Any) -> ChatModel:
    return ChatModel(Address(f"{server.url}/v1", pause=0.0, **settings), "tiny")


def test_the_question_goes_out_as_a_chat(server: Fake) -> None:
    model_of(server).answer(PROMPT)
    (path, body), = server.seen
    assert path == "/v1/chat/completions"
    assert body["model"] == "tiny" and body["temperature"] == 0 and body["logprobs"] is True
    assert [(item["role"], item["content"]) for item in body["messages"]] == [
        ("system", "Say who."), ("user", "A: Hi.\nAnswer:"), ("assistant", "A"), ("user", PROMPT.question),
    ]


def test_log_probabilities_of_the_letters_are_compared(server: Fake) -> None:
    listed = {"A": math.log(0.5), " B": math.log(0.2), "B": math.log(0.05), "C": math.log(0.1)}
    server.reply = lambda path, body: (200, chat("A", [{"\n": -0.1}, listed, {"x": -1.0}]))
    assert model_of(server).answer(PROMPT) == Answer("logit", -0.693)
    assert model_of(server).answer(TURNED) == Answer("logit", 0.693)


def test_a_letter_that_is_not_listed_is_as_likely_as_the_last_that_is(server: Fake) -> None:
    server.reply = lambda path, body: (200, chat("A", [{"A": math.log(0.9), "C": math.log(0.09)}]))
    assert model_of(server).answer(PROMPT) == Answer("logit", round(math.log(0.1), 3))


@pytest.mark.parametrize("content", ["B", " B\n", "**B**", "(B)", "B."])
def test_without_log_probabilities_a_letter_is_a_choice(server: Fake, content: str) -> None:
    server.reply = lambda path, body: (200, chat(content))
    assert model_of(server).answer(PROMPT) == Answer("choice", 1.0)
    assert model_of(server).answer(TURNED) == Answer("choice", -1.0)


@pytest.mark.parametrize(
    "answer",
    [
        chat(""), chat("C"), chat("b"), chat("Both A and B."), chat("I cannot help with that."),
        chat("The", [{"The": -0.01, "A": -6.0, "B": -7.0}]), chat("C", [{"C": -0.1, "D": -3.0}]),
        {"choices": [{"message": {"content": None}}]}, {"choices": [{"message": None, "logprobs": {"content": 3}}]},
    ],
)
def test_anything_else_is_no_answer(server: Fake, answer: Any) -> None:
    server.reply = lambda path, body: (200, answer)
    assert model_of(server).answer(PROMPT) is None


def test_a_base_model_goes_on_with_the_text(server: Fake) -> None:
    """Both forms of log-probabilities: the older by name, the newer by list."""
    model = TextModel(Address(f"{server.url}/v1"), "tiny")
    old = {"tokens": [" B"], "token_logprobs": [-0.2], "top_logprobs": [{" B": math.log(0.6), " A": math.log(0.3)}]}
    new = chat("", [{" B": math.log(0.6), " A": math.log(0.3)}])["choices"][0]["logprobs"]
    for logprobs in (old, new):
        server.reply = lambda path, body, own=logprobs: (200, {"choices": [{"text": " B", "logprobs": own}]})
        assert model.answer(PROMPT) == Answer("logit", 0.693)
    path, body = server.seen[-1]
    assert path == "/v1/completions"
    assert body["prompt"] == "Say who.\n\nA: Hi.\nAnswer: A\n\nA: Ho.\n??: Hm.\nAnswer:"


@pytest.mark.parametrize(
    ("status", "answer", "told", "tries"),
    [
        (503, {"error": {"message": "Loading model"}}, "status 503: Loading model", connection.TRIES),
        (429, b"slow down", "status 429", connection.TRIES),
        (404, {"error": {"message": "no such model:\ntiny"}}, "status 404: no such model: tiny", 1),
        (401, {"error": "no key"}, "status 401: no key", 1),
        (302, b"", "status 302", 1),
        (200, b"<html>", "does not answer in JSON", 1),
        (200, {"answer": "A"}, "not as a language model's server does", 1),
        (200, [1], "not as a language model's server does", 1),
        (200, b"9" * (connection.LARGEST + 1), "not as a language model's server does", 1),
    ],
)
def test_trouble_is_one_line(server: Fake, status: int, answer: Any, told: str, tries: int) -> None:
    server.headers = {"Location": "http://192.0.2.1/"} if status == 302 else {}
    server.reply = lambda path, body: (status, answer)
    with pytest.raises(DiarfixError, match=r"^E701 ") as caught:
        model_of(server).answer(PROMPT)
    assert told in str(caught.value) and "\n" not in str(caught.value)
    assert len(server.seen) == tries


def test_a_server_that_comes_back_is_asked_again(server: Fake) -> None:
    server.reply = lambda path, body: (500, b"") if len(server.seen) < 3 else (200, chat("B"))
    assert model_of(server).answer(PROMPT) == Answer("choice", 1.0)


def test_a_server_that_takes_too_long_is_given_up(server: Fake) -> None:
    server.reply = lambda path, body: (time.sleep(0.6), (200, chat("A")))[1]
    began = time.monotonic()
    with pytest.raises(DiarfixError, match="it took too long"):
        model_of(server, timeout=0.05).answer(PROMPT)
    assert time.monotonic() - began < 5 and len(server.seen) == connection.TRIES


def test_a_server_that_is_not_there(server: Fake) -> None:
    with pytest.raises(DiarfixError, match=r"^E701 no answer from http://127\.0\.0\.1:1/v1 \(.*refused.*\)"):
        ChatModel(Address("http://127.0.0.1:1/v1", pause=0.0), "tiny").answer(PROMPT)


def test_no_proxy_of_the_environment_is_used(server: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    assert model_of(server).answer(PROMPT) == Answer("choice", -1.0)


@pytest.mark.parametrize("host", ["models.example", "10.0.0.8", "127.0.0.1.example.net", "[2001:db8::1]", "0.0.0.0"])
def test_another_machine_must_be_allowed(host: str) -> None:
    spec = f"openai:http://{host}:8080/v1#tiny"
    with pytest.raises(DiarfixError, match=r"^E703 .*--allow-remote-llm$"):
        open_model(spec)
    assert open_model(spec, True).name == "tiny"


@pytest.mark.parametrize(
    "spec",
    [
        "", "tiny", "openai", "openai:", "openai:http://127.0.0.1/v1", "openai:127.0.0.1:8080/v1#tiny",
        "openai:ftp://127.0.0.1/v1#tiny", "openai:http://#tiny", "openai:http://127.0.0.1:x/v1#tiny",
        "openai:http://me:secret@127.0.0.1/v1#tiny", "other:thing", "gguf:", "openai:http://[::1/v1#tiny",
    ],
)
def test_what_names_no_model_is_told(spec: str) -> None:
    with pytest.raises(DiarfixError, match=r"^E702 "):
        open_model(spec, True)


@pytest.mark.parametrize("base", ["http://localhost:11434/v1/", "https://127.8.9.1/v1", "http://[::1]:8080"])
def test_this_machine_needs_no_leave(base: str) -> None:
    assert open_model(f"openai:{base}#a/b:latest").name == "a/b:latest"
