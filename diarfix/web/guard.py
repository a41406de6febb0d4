"""Who may ask: only a page of this very server, in a browser that has its token. Everyone else learns nothing.

Host      must be the loopback address and port of this server (no other name leads here: DNS rebinding)
token     a cookie of this server, given in exchange for `/?token=...`, or `Authorization: Bearer ...`
Origin    where a browser sends one, it must be this server; every POST needs one, or the header with the token
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN = ("/static/",)
"""Paths that hold nothing but diarfix itself."""

LOCKED = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>diarfix review</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/look.css"><link rel="stylesheet" href="/static/review.css"></head>
<body><main class="loading"><h1>This page needs its token</h1>
<p>Open the whole address that diarfix printed; it ends in <code>?token=…</code></p></main></body></html>
"""


@dataclass(frozen=True)
class Guard:
    """An ASGI layer around `app`, which is reached at one of `hosts` (name:port) by those who know `token`."""

    app: ASGIApp
    hosts: frozenset[str]
    token: str
    media: str = "'self'"

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies do not tell ports apart, so the name does."""
        return "diarfix-" + min(self.hosts).rpartition(":")[2]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand over to the app; safe headers are set in either case."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers():
                    headers[name] = value
            await send(message)

        refused = self._answer(scope)
        await (refused or self.app)(scope, receive, sealed)

    def _answer(self, scope: Scope) -> Response | None:
        """What is said instead of the app's answer; None where the app may answer."""
        headers = Headers(scope=scope)
        if headers.get("host") not in self.hosts:
            return _refuse(421, "this server has another name")
        bearer = self._is_token(headers.get("authorization", "").removeprefix("Bearer "))
        if not self._is_own(scope, headers, bearer):
            return _refuse(403, "this request comes from elsewhere")
        path = scope["path"]
        if path.startswith(OPEN) and scope["method"] in ("GET", "HEAD"):
            return None
        if bearer or self._is_token(cookie_parser(headers.get("cookie", "")).get(self.cookie, "")):
            given = parse_qs(scope["query_string"].decode("latin-1"))
            return RedirectResponse("/", 303) if path == "/" and "token" in given else None
        return self._admit(scope) if path == "/" else _refuse(401, "the token is missing or wrong")

    def _admit(self, scope: Scope) -> Response:
        """The token in the address becomes a cookie, so that it stays out of history and copied links."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not self._is_token(given):
            return HTMLResponse(LOCKED, 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_own(self, scope: Scope, headers: Headers, bearer: bool) -> bool:
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers['host']}":
            return False
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return False
        if scope["method"] == "POST" and origin is None and not bearer:
            return False
        # A link somewhere else may lead to the page; nothing else may be fetched from there.
        site = headers.get("sec-fetch-site", "none")
        return site in ("none", "same-origin") or (scope["path"] == "/" and scope["method"] == "GET")

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _headers(self) -> Iterable[tuple[str, str]]:
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            f"media-src {self.media}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        yield "Content-Security-Policy", policy
        yield "X-Content-Type-Options", "nosniff"
        yield "Referrer-Policy", "no-referrer"
        yield "Cross-Origin-Opener-Policy", "same-origin"
        yield "Cross-Origin-Resource-Policy", "same-origin"
        yield "Cache-Control", "no-store"


def _refuse(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status)
