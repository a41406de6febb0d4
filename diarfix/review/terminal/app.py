"""The review on a terminal: panes that show where the reviewer stands, and keys that call the session.

    name, progress                                              --------
    transcript, speakers in colour       | the edit: before, after, why
    what a speaker key would do now: 1 Ann  2 Bo  0 new
    what was done                                                   keys
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from diarfix.errors import DiarfixError
from diarfix.review.keys import KEYS, Key
from diarfix.review.passage import clock
from diarfix.review.player import Player
from diarfix.review.session import Session
from diarfix.review.stand import Stand
from diarfix.review.terminal import bars
from diarfix.review.terminal.card import card, empty
from diarfix.review.terminal.deeds import DEEDS
from diarfix.review.terminal.look import Look
from diarfix.review.terminal.script import Marked, Script
from diarfix.review.worth import AROUND


class ReviewScreen(Screen[None]):
    """The panes. What a key does is in `deeds`."""

    session: Session
    stand: Stand
    look: Look

    def __init__(
        self, session: Session, player: Player | None, keys: tuple[Key, ...], look: Look, ask: bool
    ) -> None:
        super().__init__()
        self.ask = ask
        self.stand = Stand(session)
        self.session, self.player, self.keys, self.look = session, player, keys, look
        self.said = ""
        self.failed = False
        for key in keys:
            for one in key.keys:
                self._bindings.bind(one, f"deed('{key.action}')", key.about, show=False, priority=True)
        for digit in "123456789":
            self._bindings.bind(digit, f"speaker('{digit}')", "the speaker of that number", show=False)

    def compose(self) -> ComposeResult:
        """The panes from top to bottom."""
        yield Static(id="head")
        with Horizontal(id="panes"):
            yield Script(self.look, id="script")
            with VerticalScroll(id="side", can_focus=False):
                yield Static(id="card")
        yield Static(id="speakers")
        yield Static(id="said")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """The first edit."""
        self.show()
        self.call_after_refresh(self.reveal)

    def on_resize(self) -> None:
        """One pane under the other on a narrow terminal."""
        self.set_class(self.size.width < 72, "narrow")
        self.call_after_refresh(self.show)
        self.call_after_refresh(self.reveal)

    def action_deed(self, name: str) -> None:
        """Do what a key stands for, and show what came of it."""
        self.attempt(lambda: DEEDS[name](self))

    def action_speaker(self, digit: str) -> None:
        """Give what one stands on to the speaker of a digit."""
        self.attempt(lambda: self.stand.give(self.stand.speaker(digit)))

    def attempt(self, deed: Callable[[], str | None]) -> None:
        """Call the session; what it says or why it will not is shown, never raised."""
        before = self.stand.current, self.stand.cursor, self.session.revision
        try:
            self.said, self.failed = deed() or "", False
        except DiarfixError as error:
            self.said, self.failed = f"{error.what}; {error.remedy}", True
        self.stand.settle()
        self.show()
        if before != (self.stand.current, self.stand.cursor, self.session.revision):
            self.reveal()

    def reveal(self) -> None:
        """Scroll the transcript to where one stands, the card to its beginning."""
        found = self.stand.subject
        if found is None:
            return
        near = [self.stand.cursor] if found.kind != "edit" else [found.start, min(found.end, found.start + 40) - 1]
        self.query_one(Script).reveal(near)
        self.query_one("#side", VerticalScroll).scroll_home(animate=False)

    def show(self) -> None:
        """Draw everything as it is now."""
        numbers = {speaker.name: at for at, speaker in enumerate(self.session.speakers)}
        self.query_one(Script).show(self._marked(numbers), self.look)
        item = self.stand.item
        shown = self.query_one("#card", Static)
        if item is None:
            shown.update(empty(self.session, self.look))
        else:
            place, tight = bars.place(self.session, item), self.size.height < 32
            # Fewer words around it on a small screen, so that the reason fits, too.
            around = AROUND // 2 if tight else AROUND
            shown.update(card(self.session, item, self.look, place, numbers, around, tight))
        width = self.size.width
        self.query_one("#head", Static).update(bars.head(self.session, self.look, width))
        self.query_one("#speakers", Static).update(bars.speakers(self.stand, self.look, width))
        self.query_one("#said", Static).update(bars.said(self.said, self.failed, self.stand, self.look))
        self.query_one("#keys", Static).update(bars.keys(self.keys, self.look, width))

    def _marked(self, numbers: dict[str, int]) -> Marked:
        stand, made = self.stand, self.session.corrected
        item = stand.item
        waits = (at for one in self.session.items.values() if one.state == "open" and one.edit.kind == "move"
                 for at in range(one.start, one.end))
        moved = item is not None and item.edit.kind == "move"
        return Marked(
            made,
            numbers,
            lambda word: clock(self.session.original, word),
            open=frozenset(waits),
            hits=frozenset(at for hit in stand.hits for at in range(hit.start, hit.end)),
            noted=frozenset(note.word for note in self.session.notes),
            item=range(item.start, item.end) if item is not None and moved else range(0),
            selected=stand.selected,
            cursor=stand.cursor if stand.in_text or item is None or not moved else -1,
        )


class ReviewApp(App[None], inherit_bindings=False):
    """The terminal's review of one session."""

    CSS = bars.CSS
    ENABLE_COMMAND_PALETTE = False
    TITLE = "diarfix review"

    def __init__(
        self, session: Session, player: Player | None = None, keys: tuple[Key, ...] = KEYS, dark: bool = True,
        ask: bool = False,
    ) -> None:
        super().__init__()
        self.session, self.player, self.keys, self.is_dark, self.ask = session, player, keys, dark, ask
        self.animation_level = "none"
        for theme in bars.THEMES:
            self.register_theme(theme)
        self._paint()

    def get_default_screen(self) -> Screen[None]:
        """The only screen; dialogs lie over it."""
        return ReviewScreen(self.session, self.player, self.keys, Look(self.is_dark), self.ask)

    def turn_over(self) -> None:
        """Dark to light and back."""
        self.is_dark = not self.is_dark
        self._paint()
        screen = self.screen
        if isinstance(screen, ReviewScreen):
            screen.look = Look(self.is_dark)

    def on_unmount(self) -> None:
        """Silence."""
        if self.player is not None:
            self.player.stop()

    def _paint(self) -> None:
        self.theme = bars.THEMES[0 if self.is_dark else 1].name
