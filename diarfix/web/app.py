"""The server's table of addresses. It knows the files it was started with and takes no path from anyone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from diarfix.errors import DiarfixError
from diarfix.pages.look import asset
from diarfix.web.audio import Audio
from diarfix.web.desk import Desk, Stale
from diarfix.web.guard import Guard

LARGEST = 1_000_000
"""Bytes of a request's body."""

BEAT = 15.0
"""Seconds after which a silent line says that it is there."""

KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

REFUSALS = {"E105": 507, "E506": 409}
"""Errors of the disk; everything else is the request's own fault."""


def create_app(desk: Desk, hosts: frozenset[str], token: str, audio: Audio | None = None) -> ASGIApp:
    """The whole server behind its guard."""
    board = _Board(desk, audio)
    app = Starlette(
        routes=[
            Route("/", board.page),
            Route("/static/{name}", board.static),
            Route("/api/transcript", board.transcript),
            Route("/api/state", board.state),
            Route("/api/events", board.events),
            Route("/api/act", board.act, methods=["POST"]),
            Route("/api/ask", board.ask, methods=["POST"]),
            Route("/audio", (audio or Audio()).answer),
        ]
    )
    return Guard(app, hosts, token, audio.policy if audio else "'self'")


class _Board:
    """The answers. Files of the page are read once, so that a name can only mean one of them."""

    def __init__(self, desk: Desk, audio: Audio | None) -> None:
        self._desk, self._audio = desk, audio
        self._files = {item.name: item.read_bytes() for item in files("diarfix.web").joinpath("static").iterdir()}
        self._files["look.css"] = asset("look.css")
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        desk.listen(self._told)

    async def page(self, request: Request) -> Response:
        return self._file("index.html")

    async def static(self, request: Request) -> Response:
        return self._file(request.path_params["name"])

    def _file(self, name: str) -> Response:
        if name not in self._files:
            return JSONResponse({"error": "there is no such file"}, 404)
        return Response(self._files[name], media_type=KINDS.get(name[name.rfind(".") :], "application/octet-stream"))

    async def transcript(self, request: Request) -> Response:
        words = await run_in_threadpool(self._desk.transcript)
        return _json({**words, "audio": self._audio.about() if self._audio else None})

    async def state(self, request: Request) -> Response:
        return _json(await run_in_threadpool(self._desk.state))

    async def act(self, request: Request) -> Response:
        return await self._answer(request, self._desk.act)

    async def ask(self, request: Request) -> Response:
        return await self._answer(request, self._desk.alike)

    async def _answer(self, request: Request, ask: Any) -> Response:
        try:
            wish = await _body(request)
            return _json(await run_in_threadpool(ask, wish))
        except Stale:
            return _json({"error": "another window changed this first", "stale": True}, 409)
        except DiarfixError as error:
            text = f"{error.what[:1].upper()}{error.what[1:]}; {error.remedy}."
            return _json({"error": text, "code": error.code}, REFUSALS.get(error.code, 400))
        except ValueError as problem:
            return _json({"error": str(problem)}, 400)

    async def events(self, request: Request) -> Response:
        return StreamingResponse(self._news(), media_type="text/event-stream")

    async def _news(self) -> AsyncIterator[str]:
        """The version now and after every change."""
        event = asyncio.Event()
        line = (asyncio.get_running_loop(), event)
        self._waiting.add(line)
        try:
            while not self._desk.closed:
                event.clear()
                yield f"data: {json.dumps({'version': self._desk.version, 'boot': self._desk.boot})}\n\n"
                while not event.is_set():
                    try:
                        await asyncio.wait_for(event.wait(), BEAT)
                    except TimeoutError:
                        yield ": here\n\n"
        finally:
            self._waiting.discard(line)

    def _told(self) -> None:
        """Wake every line; called from the thread that acted."""
        for loop, event in list(self._waiting):
            loop.call_soon_threadsafe(event.set)


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object in a request. Raises ValueError."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise ValueError("the request must be JSON")
    data = bytearray()
    try:
        async for part in request.stream():
            data += part
            if len(data) > LARGEST:
                raise ValueError("the request is too large")
    except ClientDisconnect:
        raise ValueError("the request broke off") from None
    try:
        wish = json.loads(data)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise ValueError("the request is not JSON") from None
    if not isinstance(wish, dict):
        raise ValueError("the request must be an object")
    return wish


def _json(content: dict[str, Any], status: int = 200) -> Response:
    # ASCII only: half surrogates from a malformed source must not break the answer.
    return Response(json.dumps(content), status, media_type="application/json")
