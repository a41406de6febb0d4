"""A server on this machine that answers as it is told, a model that needs none, and a short transcript."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from diarfix import formats
from diarfix.model import Transcript
from diarfix.opinion import SecondOpinion
from diarfix.opinion.record import Answer, Dispute, Prompt

TALK = """Ann: We mended the nets all winter and then the ice went out. Really?
Ben: In one night. You could hear it. And then we had to get the boats down, all of
Ann: us. Everybody came.
Ben: Even the doctor. He brought soup. What kind of soup?
Ann: Pea soup, I think. It was cold by then.
Ben: Of course it was.
"""


@dataclass
class Fake:
    """What the server does: `reply` gives status and body for each request's path and body; `seen` keeps those."""

    url: str
    reply: Callable[[str, dict[str, Any]], tuple[int, Any]]
    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def spec(self) -> str:
        """What `--llm` takes."""
        return f"openai:{self.url}/v1#tiny"


def chat(content: str, tokens: list[dict[str, float]] | None = None) -> dict[str, Any]:
    """A chat completion; `tokens` are the alternatives to each token, the one that was said first."""
    logprobs = None
    if tokens is not None:
        logprobs = {
            "content": [
                {
                    "token": next(iter(listed)),
                    "logprob": next(iter(listed.values())),
                    "top_logprobs": [{"token": text, "logprob": chance} for text, chance in listed.items()],
                }
                for listed in tokens
            ]
        }
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "logprobs": logprobs}]}


@pytest.fixture
def server() -> Iterator[Fake]:
    """A server that says "A" until told otherwise."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.seen.append((self.path, body))
            status, answer = fake.reply(self.path, body)
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in fake.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with contextlib.suppress(OSError):  # whoever asked may have given up
                self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    fake = Fake(f"http://127.0.0.1:{listening.server_address[1]}", lambda path, body: (200, chat("A")))
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield fake
    listening.shutdown()
    listening.server_close()


@dataclass
class Sure:
    """A model that gives the new label log-odds of `value`, whichever letter it has."""

    value: float
    prompts: list[Prompt] = field(default_factory=list)
    name: str = "sure"
    identity: str = "sure"

    def answer(self, prompt: Prompt) -> Answer | None:
        """See `Model`."""
        self.prompts.append(prompt)
        return Answer("logit", self.value)


@pytest.fixture
def talk() -> Transcript:
    """A short talk in which "us." is under the wrong label, which is nearly sure."""
    return formats.read_text(TALK)


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sure], SecondOpinion]:
    """A second opinion of a model in this process."""

    def _listen(model: Sure) -> SecondOpinion:
        monkeypatch.setattr("diarfix.opinion.consult.open_model", lambda spec, remote: model)
        return SecondOpinion("sure:")

    return _listen


def dispute(start: int, end: int, old: str = "Ben", new: str = "Ann", posterior: float = 0.5) -> Dispute:
    """A dispute whose confidence is its posterior."""
    return Dispute(start, end, old, new, posterior, posterior)


@pytest.fixture
def talk_file(tmp_path: Path) -> Path:
    """The talk as a file."""
    path = tmp_path / "talk.txt"
    path.write_text(TALK)
    return path
