"""Starting the server on loopback, telling its address, and ending it in good order."""

from __future__ import annotations

import contextlib
import secrets
import socket
import sys
import webbrowser
from dataclasses import dataclass
from types import FrameType

import uvicorn

from diarfix.errors import DiarfixError
from diarfix.web.app import create_app
from diarfix.web.audio import Audio
from diarfix.web.desk import Desk

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Place:
    """The socket that is listened on, and who may come."""

    socket: socket.socket
    token: str

    @property
    def port(self) -> int:
        """The port, also where 0 was asked for."""
        return int(self.socket.getsockname()[1])

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which a browser on this machine may call it."""
        return frozenset({f"{HOST}:{self.port}", f"localhost:{self.port}"})

    @property
    def address(self) -> str:
        """The address with its token."""
        return f"http://{HOST}:{self.port}/?token={self.token}"


def bind(port: int) -> Place:
    """Listen on loopback; port 0 takes one that is free. Raises E608."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
        # From here on a browser that is quicker than the server waits instead of being refused.
        made.listen(128)
    except OSError as problem:
        made.close()
        what = f"port {port} cannot be used ({problem.strerror})"
        raise DiarfixError("E608", what, "give another one with --port, or none") from None
    return Place(made, secrets.token_urlsafe(24))


class _Server(uvicorn.Server):
    """A server that ends the windows' lines before it waits for them to end."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called on Ctrl-C."""
        self._desk.close()
        super().handle_exit(sig, frame)


def serve(desk: Desk, place: Place, audio: Audio | None, browse: bool) -> None:
    """Serve until Ctrl-C; then write the corrected transcript, if anything was decided that is not in it."""
    app = create_app(desk, place.hosts, place.token, audio)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
        lifespan="off",
    )
    print(f"review at {place.address}", file=sys.stderr)
    print("Ctrl-C ends it; every decision is saved as you make it", file=sys.stderr, flush=True)
    if browse:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(place.address)
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config, desk).run(sockets=[place.socket])
    said = desk.write()
    if said is not None:
        print(said, file=sys.stderr)
