"""Models behind an OpenAI-compatible server: llama.cpp, Ollama, vLLM, LM Studio and the like.

Chat completions: https://platform.openai.com/docs/api-reference/chat. A plain connection is used: no proxy of the
environment, no redirect, so that text goes to the address that was given and nowhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from diarfix.errors import DiarfixError
from diarfix.model import Seconds
from diarfix.opinion.record import Answer, Prompt

TIMEOUT: Seconds = 60.0
"""A model on a small machine may take this long for one letter; none should take longer."""

TRIES = 3
"""Times that a question is put before the server is given up."""

PAUSE: Seconds = 0.5
"""Wait before the second try; twice as long before the third."""

LARGEST = 1_000_000
"""Bytes of an answer that are read."""

TOKENS = 4
"""Tokens that may be answered: white space may stand before the letter."""

LISTED = 20
"""Alternatives asked for: the most that the interface allows."""

LEAST = 0.1
"""The least chance that the two letters must have together."""


@dataclass(frozen=True)
class Server:
    """One model of one server. `base` is the address that `/chat/completions` is put behind."""

    base: str
    model: str
    timeout: Seconds = TIMEOUT
    pause: Seconds = PAUSE

    @property
    def name(self) -> str:
        """See `Model`."""
        return self.model

    @property
    def identity(self) -> str:
        """See `Model`."""
        return f"openai:{self.base}#{self.model}"

    def answer(self, prompt: Prompt) -> Answer | None:
        """See `Model`."""
        body = {
            "model": self.model,
            "messages": _messages(prompt),
            "max_tokens": TOKENS,
            "temperature": 0,
            "seed": 0,
            "logprobs": True,
            "top_logprobs": LISTED,
        }
        return read_answer(self._post(json.dumps(body).encode()), prompt.letters, self.base)

    def _post(self, body: bytes) -> Any:
        """The parsed answer. Raises E701 once the last try has failed, at once where another would not help."""
        trouble = ""
        for number in range(TRIES):
            if number:
                time.sleep(self.pause * number)
            try:
                status, data = self._send(body)
            except (OSError, http.client.HTTPException) as problem:
                trouble = _reason(problem)
                continue
            if status == 200:
                return _parsed(data, self.base)
            trouble = f"status {status}{_told(data)}"
            if status < 500 and status not in (408, 429):
                break
        remedy = "see that the server runs and has the model, or leave --llm out"
        raise DiarfixError("E701", f"no answer from {self.base} ({trouble})", remedy)

    def _send(self, body: bytes) -> tuple[int, bytes]:
        parts = urlsplit(self.base)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.timeout)
        try:
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            connection.request("POST", f"{parts.path.rstrip('/')}/chat/completions", body, headers)
            response = connection.getresponse()
            return response.status, self._read(response)
        finally:
            connection.close()

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        """At most `LARGEST` bytes and one more, within the time even where they trickle in."""
        until = time.monotonic() + self.timeout
        data = bytearray()
        while len(data) <= LARGEST and (part := response.read1(65536)):
            data += part
            if time.monotonic() > until:
                raise TimeoutError
        return bytes(data)


def open_server(target: str, allow_remote: bool) -> Server:
    """The model of `URL#MODEL`. Raises E702 for what is no such thing, E703 for another machine's."""
    base, _, model = target.partition("#")
    try:
        parts = urlsplit(base)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or not model or parts.username is not None or parts.query:
        raise DiarfixError("E702", f"{target!r} is not URL#MODEL", "write openai:http://127.0.0.1:8080/v1#NAME")
    if not allow_remote and not is_here(parts):
        what = f"{parts.hostname} is not this machine, and it would be sent parts of the transcript"
        raise DiarfixError("E703", what, "use a local server, or allow it with --allow-remote-llm")
    return Server(base.rstrip("/"), model)


def is_here(parts: SplitResult) -> bool:
    """Whether an address is this machine's own: a loopback address as written, or `localhost`. No name is looked up.

    >>> [is_here(urlsplit(url)) for url in ("http://127.0.0.1:8080/v1", "http://[::1]/v1", "http://10.0.0.8/v1")]
    [True, True, False]
    """
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _messages(prompt: Prompt) -> list[dict[str, str]]:
    messages = [{"role": "system", "content": prompt.instruction}]
    for asked, answer in prompt.examples:
        messages += [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]
    return [*messages, {"role": "user", "content": prompt.question}]


def read_answer(data: Any, letters: tuple[str, str], base: str) -> Answer | None:
    """The answer in a chat completion; None where neither letter is it.

    Among the alternatives to the first token that is not blank, the letters' chances are compared; a letter that
    is not listed is taken to be as likely as the least likely one listed. Where the letters together have less than
    `LEAST` of the chances, the model wants to say something else. Raises E701 for no chat completion.
    """
    try:
        choice = data["choices"][0]
        content = str(choice["message"]["content"] or "")
        listed = [_alternatives(token) for token in (choice.get("logprobs") or {}).get("content") or ()]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        what = f"{base} answers, but not with a chat completion"
        raise DiarfixError("E701", what, "give the address that ends before /chat/completions") from None
    for token, alternatives in listed:
        if token.strip() and alternatives:
            return _weighed(alternatives, letters)
    said = bare(content)
    return Answer("choice", 1.0 if said == letters[1] else -1.0) if said in letters else None


def _alternatives(token: Any) -> tuple[str, list[tuple[str, float]]]:
    pairs = [(str(item["token"]), float(item["logprob"])) for item in token.get("top_logprobs") or ()]
    return str(token["token"]), [(text, chance) for text, chance in pairs if not math.isnan(chance)]


def _weighed(alternatives: Iterable[tuple[str, float]], letters: tuple[str, str]) -> Answer | None:
    listed = list(alternatives)
    chances = {letter: [chance for text, chance in listed if bare(text) == letter] for letter in letters}
    if not any(chances.values()):
        return None
    if sum(math.exp(chance) for found in chances.values() for chance in found) < LEAST:
        return None
    least = min(chance for _, chance in listed)
    old, new = (_sum(chances[letter]) if chances[letter] else least for letter in letters)
    return Answer("logit", round(new - old, 3)) if math.isfinite(new - old) else None


def _sum(chances: list[float]) -> float:
    top = max(chances)
    return top + math.log(sum(math.exp(chance - top) for chance in chances)) if math.isfinite(top) else top


def bare(text: str) -> str:
    """A token or short text without the white space and marks around it.

    >>> bare(" **B**."), bare("A)"), bare("Both")
    ('B', 'A', 'Both')
    """
    return text.strip(" \t\r\n*\"'`.():[]")


def _parsed(data: bytes, base: str) -> Any:
    try:
        return json.loads(data) if len(data) <= LARGEST else None
    except ValueError:
        raise DiarfixError("E701", f"{base} does not answer in JSON", "check the address") from None


def _told(data: bytes) -> str:
    """What the server says is wrong, in a few words."""
    try:
        problem = json.loads(data)
        told = problem["error"]["message"] if isinstance(problem["error"], dict) else problem["error"]
    except (ValueError, KeyError, TypeError):
        return ""
    return f": {' '.join(str(told).split())[:200]}"


def _reason(problem: Exception) -> str:
    if isinstance(problem, TimeoutError):
        return "it took too long"
    return (problem.strerror if isinstance(problem, OSError) else None) or str(problem) or type(problem).__name__
