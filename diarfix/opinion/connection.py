"""Talking to a server of this machine: one connection a question, bounded in time, tries and bytes.

No proxy of the environment is used and no redirect followed, so that text goes to the address that was given and
nowhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from diarfix.errors import DiarfixError
from diarfix.model import Seconds

TIMEOUT: Seconds = 120.0
"""A large model on a small machine may take this long for one letter; none should take longer."""

TRIES = 3
"""Times that a question is put before the server is given up."""

PAUSE: Seconds = 0.5
"""Wait before the second try; twice as long before the third."""

LARGEST = 1_000_000
"""Bytes of an answer that are read."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens: `base` is what paths are put behind, e.g. "http://127.0.0.1:8080/v1"."""

    base: str
    timeout: Seconds = TIMEOUT
    pause: Seconds = PAUSE

    def post(self, path: str, body: Any) -> Any:
        """The parsed answer to a JSON object. Raises E701 once the last try failed, at once where none would help."""
        trouble = ""
        for number in range(TRIES):
            if number:
                time.sleep(self.pause * number)
            try:
                status, data = self._send(path, json.dumps(body).encode())
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

    def _send(self, path: str, body: bytes) -> tuple[int, bytes]:
        parts = urlsplit(self.base)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.timeout)
        try:
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            connection.request("POST", f"{parts.path.rstrip('/')}{path}", body, headers)
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


def find_address(target: str, allow_remote: bool) -> tuple[Address, str]:
    """The address and the model in `URL#MODEL`. Raises E702 for what is no such thing, E703 for another machine's."""
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
    return Address(base.rstrip("/")), model


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
