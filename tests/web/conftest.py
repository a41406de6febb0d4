"""A desk over an invented episode, served in this process; and a tone to listen to."""

from __future__ import annotations

import math
import struct
import threading
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the web extra is not installed")
pytest.importorskip("uvicorn", reason="the web extra is not installed")

import uvicorn
from starlette.testclient import TestClient

from diarfix import api
from diarfix.decisions import Book
from diarfix.model import Transcript
from diarfix.pipeline import Options
from diarfix.review.session import Session, prepare
from diarfix.review.store import Store, Target
from diarfix.review.view import Desk as Prepared
from diarfix.review.view import Marks
from diarfix.web.app import create_app
from diarfix.web.audio import Audio
from diarfix.web.desk import Desk
from diarfix.web.serve import Place, bind

TOKEN = "a-token-that-only-tests-know"
HOST = "127.0.0.1:8123"
WHEN = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class Opened:
    """A session on a file of its own."""

    session: Session
    desk: Desk
    path: Path

    @property
    def sidecar(self) -> Path:
        return self.path.with_name(f"{self.path.stem}.diarfix.json")


@pytest.fixture(scope="session")
def prepared(seeds: str) -> tuple[Prepared, Marks]:
    """An episode with edits of every state, read once."""
    return prepare(api.read(f"{seeds}/two-kettles.txt"), Options(model=False), Book())


@pytest.fixture
def open_desk(tmp_path: Path) -> Callable[[tuple[Prepared, Marks]], Opened]:
    """A desk on a file in a folder of its own."""

    def opened(given: tuple[Prepared, Marks]) -> Opened:
        path = tmp_path / "episode.txt"
        path.write_text(given[0].original.source.text, encoding="utf-8")
        store = Store(path.with_name("episode.diarfix.json"))
        target = Target(path.with_name("episode.fixed.txt"), path)
        session = Session(*given, store, target, "Ann", lambda: WHEN)
        return Opened(session, Desk(session), path)

    return opened


@pytest.fixture
def opened(open_desk: Callable[..., Opened], prepared: tuple[Prepared, Marks]) -> Opened:
    return open_desk(prepared)


@pytest.fixture
def client(opened: Opened, tone: Path) -> TestClient:
    """A client with the token, as a page of this server."""
    app = create_app(opened.desk, frozenset({HOST}), TOKEN, Audio(tone))
    headers = {"origin": f"http://{HOST}", "cookie": f"diarfix-8123={TOKEN}"}
    return TestClient(app, base_url=f"http://{HOST}", headers=headers, follow_redirects=False)


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two minutes of a soft tone, 8 kHz."""
    path = tmp_path_factory.mktemp("audio") / "tone.wav"
    second = b"".join(struct.pack("<h", int(4000 * math.sin(at * 2 * math.pi * 220 / 8000))) for at in range(8000))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(second * 120)
    return path


@pytest.fixture
def served(opened: Opened, tone: Path) -> Iterator[str]:
    """The address of a real server, its token in it."""
    with serving(opened.desk, Audio(tone)) as address:
        yield address


class serving:
    """A real server in a thread, for as long as the block lasts."""

    def __init__(self, desk: Desk, audio: Audio | None = None) -> None:
        self.place: Place = bind(0)
        app = create_app(desk, self.place.hosts, self.place.token, audio)
        config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.place.socket]}, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        end = time.monotonic() + 10
        while not self.server.started and time.monotonic() < end:
            time.sleep(0.01)
        return self.place.address

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(5)


@pytest.fixture(scope="session")
def hostile_prepared(hostile: Transcript) -> tuple[Prepared, Marks]:
    """A review of hostile labels and words."""
    return prepare(hostile, Options(model=False), Book())
