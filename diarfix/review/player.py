"""Playing some seconds of a recording through a player that is installed; one at a time."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from diarfix.errors import DiarfixError, Place
from diarfix.model import Seconds

_Command = Callable[[str, str, Seconds, Seconds], list[str]]


def _ffplay(program: str, audio: str, start: Seconds, stop: Seconds) -> list[str]:
    quiet = ["-nodisp", "-autoexit", "-loglevel", "quiet"]
    return [program, *quiet, "-ss", f"{start:.2f}", "-t", f"{stop - start:.2f}", "-i", audio]


def _mpv(program: str, audio: str, start: Seconds, stop: Seconds) -> list[str]:
    quiet = ["--no-video", "--really-quiet", "--no-terminal"]
    return [program, *quiet, f"--start={start:.2f}", f"--length={stop - start:.2f}", "--", audio]


def _sox(program: str, audio: str, start: Seconds, stop: Seconds) -> list[str]:
    return [program, "-q", audio, "trim", f"{start:.2f}", f"{stop - start:.2f}"]


def _vlc(program: str, audio: str, start: Seconds, stop: Seconds) -> list[str]:
    quiet = ["--intf", "dummy", "--play-and-exit", "--no-video", "--quiet"]
    return [program, *quiet, f"--start-time={start:.2f}", f"--stop-time={stop:.2f}", "--", audio]


# macOS' own afplay cannot begin in the middle of a file, so that it is of no use here.
PLAYERS: tuple[tuple[str, _Command], ...] = (("mpv", _mpv), ("ffplay", _ffplay), ("play", _sox), ("cvlc", _vlc))
"""Programs that can play a part of a file, the best first."""


class Player:
    """The recording, and what plays it. Raises E101 where there is no such file."""

    def __init__(self, audio: Path, find: Callable[[str], str | None] = shutil.which) -> None:
        if not audio.is_file():
            raise DiarfixError("E101", "there is no such file", "check the path of --audio", Place(str(audio)))
        # A path that begins with a dash must not be taken for an option.
        self.audio = str(audio.resolve())
        self._found = next(((path, make) for name, make in PLAYERS if (path := find(name))), None)
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def is_found(self) -> bool:
        """Whether there is a program that can play."""
        return self._found is not None

    @property
    def missing(self) -> str:
        """What to say where there is none."""
        return f"no player was found (looked for {', '.join(name for name, _ in PLAYERS)}); install one to listen"

    def command(self, start: Seconds, stop: Seconds) -> list[str]:
        """What is run. Raises E603 where no player is installed."""
        if self._found is None:
            what, _, remedy = self.missing.partition("; ")
            raise DiarfixError("E603", what, remedy)
        path, make = self._found
        return make(path, self.audio, start, stop)

    @property
    def is_playing(self) -> bool:
        """Whether something can be heard."""
        return self._running is not None and self._running.poll() is None

    def play(self, start: Seconds, stop: Seconds) -> None:
        """Play from `start` to `stop`, instead of what plays now. Raises E603."""
        command = self.command(start, stop)
        self.stop()
        nothing = subprocess.DEVNULL
        try:
            self._running = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
        except OSError as problem:
            what = f"{command[0]} cannot be run ({problem.strerror})"
            raise DiarfixError("E603", what, "install another player") from None

    def stop(self) -> None:
        """Silence."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            self._running.wait(timeout=5)
        self._running = None
