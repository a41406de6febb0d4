"""The audio beside the transcript: a file that is served in ranges, or an address that the browser fetches itself."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from diarfix.errors import DiarfixError, Place

TYPES = {".m4a": "audio/mp4", ".opus": "audio/ogg", ".oga": "audio/ogg", ".weba": "audio/webm", ".wav": "audio/wav"}
"""Endings that systems name in many ways, or not at all."""


@dataclass(frozen=True, slots=True)
class Audio:
    """Either a file or an address."""

    path: Path | None = None
    url: str = ""

    @property
    def policy(self) -> str:
        """Where the page may fetch sound from. Enclosures redirect through many hosts, so a whole scheme is let in."""
        return f"{urlsplit(self.url).scheme}: 'self'" if self.url else "'self'"

    def about(self) -> dict[str, object]:
        """What the page is told: the address and, for a file, its size in bytes."""
        if self.path is None:
            return {"src": self.url}
        return {"src": "/audio", "bytes": self.path.stat().st_size}

    async def answer(self, request: Request) -> Response:
        """The file, or the part of it that the browser asks for."""
        if self.path is None or not self.path.is_file():
            return JSONResponse({"error": "there is no audio file"}, 404)
        kind = TYPES.get(self.path.suffix.lower()) or mimetypes.guess_type(self.path.name)[0] or "audio/mpeg"
        return FileResponse(self.path, media_type=kind)


def audio_of(given: str) -> Audio:
    """The audio that `--audio` names. Raises E101 for a file that cannot be read, E601 for another kind of address."""
    scheme = urlsplit(given).scheme
    if scheme in ("http", "https"):
        return Audio(url=given)
    if "://" in given:
        raise DiarfixError("E601", f"--audio cannot fetch {scheme}: addresses", "give a file, http: or https:")
    path = Path(given)
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as problem:
        raise DiarfixError(
            "E101", f"the audio cannot be read ({problem.strerror})", "check the path and its rights", Place(given)
        ) from None
    return Audio(path=path.resolve())
