"""Small windows over the review: a line to type, a list to agree to, the keys, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class Dialog(ModalScreen[str | None]):
    """A window that gives a text, or None where one goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", show=False)]

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._title, self._hint = title, hint


class Ask(Dialog):
    """One line of text. `check` may refuse it by raising `DiarfixError`; what it says is shown."""

    def __init__(self, title: str, hint: str, given: str = "", check: Callable[[str], str] | None = None) -> None:
        super().__init__(title, hint)
        self._given, self._check = given, check

    def compose(self) -> ComposeResult:
        """The title, the line, the hint."""
        with Vertical(classes="window"):
            yield Static(Text(self._title, "bold"), classes="title")
            yield Input(self._given, compact=True)
            yield Static(Text(self._hint), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        from diarfix.errors import DiarfixError

        try:
            self.dismiss(self._check(event.value) if self._check else event.value)
        except DiarfixError as error:
            self.query_one(".hint", Static).update(Text(f"{error.what}; {error.remedy}"))


class Choose(Dialog):
    """One of several, by its key; `keys` maps keys to what is given back."""

    def __init__(self, title: str, body: Text | Table, hint: str, keys: dict[str, str]) -> None:
        super().__init__(title, hint)
        self._body, self._keys = body, keys

    def compose(self) -> ComposeResult:
        """The title, what there is, the hint."""
        with Vertical(classes="window"):
            yield Static(Text(self._title, "bold"), classes="title")
            with VerticalScroll(classes="body"):
                yield Static(self._body)
            yield Static(Text(self._hint), classes="hint")

    def on_key(self, event: object) -> None:
        """A key of the choice; all others are left to the scrolling."""
        key = getattr(event, "key", "")
        if key in self._keys:
            getattr(event, "stop", lambda: None)()
            self.dismiss(self._keys[key])
