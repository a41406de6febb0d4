"""`diarfix review --web`: the options, and what must be right before anything slow begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from diarfix.review.session import Session
    from diarfix.web.audio import Audio
    from diarfix.web.serve import Place

WEB = typer.Option(False, "--web", help="Review in the browser, on a page from this machine only.")
AUDIO = typer.Option(None, "--audio", metavar="FILE", help="The recording: a file; with --web also an http(s) address.")
PORT = typer.Option(0, "--port", min=0, max=65535, metavar="N", help="With --web: this port instead of a free one.")
NO_BROWSER = typer.Option(False, "--no-browser", help="With --web: print the address, open no browser.")


@dataclass(frozen=True)
class Page:
    """A place that is listened on already, and the sound that goes with it."""

    place: Place
    audio: Audio | None
    browse: bool

    def serve(self, session: Session) -> None:
        """Serve until Ctrl-C."""
        from diarfix.web.desk import Desk
        from diarfix.web.serve import serve

        serve(Desk(session), self.place, self.audio, self.browse)


def prepare(audio: str | None, port: int, browse: bool) -> Page:
    """Raises E603 without the web extra, E101 and E601 for the audio, E608 for the port."""
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise DiarfixError(
            "E603", "the page needs the packages starlette and uvicorn", "install them: pip install 'diarfix[web]'"
        ) from None
    from diarfix.web.audio import audio_of
    from diarfix.web.serve import bind

    sound = None if audio is None else audio_of(audio)
    return Page(bind(port), sound, browse)
