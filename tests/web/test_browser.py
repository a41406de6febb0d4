"""The page in a real Chromium: every action, by keys and by clicks, with sound, in two windows, with hostile text."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from diarfix.api import read
from diarfix.pipeline import Options
from diarfix.review.session import Session
from diarfix.web.desk import Desk
from tests.web.browser import chromium
from tests.web.conftest import WHEN, Opened, serving

pytestmark = pytest.mark.browser

AUDIT = Path(__file__).with_name("audit.js")
READY = "html[data-ready]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def window(browser: Any, served: str) -> Iterator[Any]:
    """The page, open; nothing it does may raise, be refused by its own policy, or leave this machine."""
    with opened_page(browser, served) as page:
        yield page


class opened_page:
    """A page at an address in a context of its own, watched for errors."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.address = address
        self.trouble: list[str] = []
        self.asked: list[str] = []

    def __enter__(self) -> Any:
        page = self.context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda line: line.type in ("error", "warning") and self.trouble.append(line.text))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(self.address)
        page.wait_for_selector(READY)
        return page

    def __exit__(self, kind: type | None, *_: object) -> None:
        self.context.close()
        if kind is None:
            assert self.trouble == []
            assert {url for url in self.asked if not re.match(r"(http://127\.0\.0\.1:\d+/|blob:)", url)} == set()


def press(page: Any, *keys: str) -> None:
    page.evaluate("() => { document.getElementById('live').textContent = ''; }")
    for key in keys:
        page.keyboard.press(key)


def saved(opened: Opened) -> dict[str, Any]:
    return dict(json.loads(opened.sidecar.read_text("utf-8"))) if opened.sidecar.exists() else {}


def verdicts(opened: Opened) -> dict[str, str]:
    return {row["id"]: row["verdict"] for row in saved(opened).get("decisions", [])}


def told(page: Any, text: str) -> None:
    """Wait until the page has said so to those who listen."""
    page.wait_for_function("text => document.getElementById('live').textContent.includes(text)", arg=text)


def current(page: Any) -> str:
    return str(page.get_attribute(".card.open", "data-id"))


def test_reviewed_to_the_end_by_keys_alone(window: Any, opened: Opened) -> None:
    waiting = [item.id for item in opened.session.queue()]
    assert len(waiting) > 1 and current(window) == waiting[0]
    for number, one in enumerate(waiting):
        assert current(window) == one
        press(window, "a" if number % 2 else "x")
        told(window, "Accepted" if number % 2 else "Rejected")
    window.wait_for_selector(".card.open", state="detached")
    assert verdicts(opened) == {one: "accepted" if at % 2 else "rejected" for at, one in enumerate(waiting)}
    assert "all" in window.inner_text("#progress")
    for _ in waiting:
        press(window, "u")
        told(window, "Undone")
    assert not opened.sidecar.exists() and opened.session.progress.left == len(waiting)
    press(window, "Shift+U")
    told(window, "Done again")
    assert verdicts(opened) == {waiting[0]: "rejected"}


@pytest.mark.slow
def test_a_real_episode_reviewed_to_the_end_by_keys_alone(browser: Any, shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "episode.txt"
    path.write_bytes((shared / "seeds" / "big-technology-2026-01-14.txt").read_bytes())
    session = Session.open(path, Options(), "Ann", lambda: WHEN)
    waiting = [item.id for item in session.queue()]
    assert waiting
    with serving(Desk(session)) as address, opened_page(browser, address) as page:
        for number, one in enumerate(waiting):
            assert current(page) == one
            press(page, "x" if number % 2 else "a")
            told(page, "Rejected" if number % 2 else "Accepted")
        page.wait_for_selector(".card.open", state="detached")
        press(page, "w")
        told(page, "Written")
    assert session.progress.left == 0
    written = read(path.with_name("episode.fixed.txt"))
    assert [word.text for word in written.words] == [word.text for word in session.corrected.words]
    assert written.speakers == session.corrected.speakers


def test_split_give_rename_and_note_by_keys(window: Any, opened: Opened) -> None:
    session = opened.session
    turn = next(turn for turn in session.corrected.turns if len(turn) > 20)
    names = [one.name for one in session.speakers]
    other = next(name for name in names if name != turn.speaker)
    window.evaluate("document.activeElement.blur()")
    # The cursor starts at the suggestion that is open; Escape closes nothing, the arrows move it.
    window.evaluate("word => import('/static/cursor.js').then(m => m.moveCursor(word))", turn.start + 5)
    press(window, "s")
    window.wait_for_selector("dialog[open]")
    press(window, str(names.index(other) + 1))
    told(window, "Split")
    assert session.corrected.speakers[turn.start + 4 : turn.start + 6] == (turn.speaker, other)
    press(window, "m")
    told(window, "Joined")
    assert session.corrected.speakers[turn.start + 5] == turn.speaker
    press(window, "Shift+ArrowRight", "Shift+ArrowRight", str(names.index(other) + 1))
    told(window, "3 words given")
    assert session.corrected.speakers[turn.start + 5 : turn.start + 9] == (other,) * 3 + (turn.speaker,)
    press(window, "r")
    window.wait_for_selector("dialog[open] input[name=name]")
    window.keyboard.type("Zoë <b>Quist</b>")
    press(window, "Enter")
    told(window, "is Zoë <b>Quist</b>")
    assert "Zoë <b>Quist</b>" in session.corrected.labels
    assert window.locator("#cast b").count() == 0
    press(window, "e")
    window.wait_for_selector("dialog[open] textarea")
    window.keyboard.type("ask about <this>")
    window.click("dialog .yes")
    told(window, "Note kept")
    assert session.notes[0].text == "ask about <this>"
    assert "ask about <this>" in window.inner_text(".note")


def test_nudge_choose_another_and_all_like_this(window: Any, opened: Opened) -> None:
    one = current(window)
    item = opened.session.item(one)
    press(window, "}")
    told(window, "End moved")
    assert opened.session.item(one).end == item.end + 1 and opened.session.item(one).state == "changed"
    press(window, "u")
    told(window, "Undone")
    window.click(".card.open [data-do=choose]")
    window.fill("dialog input[name=fresh]", "Cleo")
    press(window, "Enter")
    told(window, "Given to Cleo")
    assert opened.session.item(one).new == "Cleo"
    press(window, "u")
    told(window, "Undone")
    press(window, "A")
    window.wait_for_selector("dialog[open] .preview li")
    window.click("dialog .yes")
    told(window, "accepted")
    assert verdicts(opened)[one] == "accepted"


def test_by_clicks_search_and_filter(window: Any, opened: Opened) -> None:
    one = current(window)
    window.click(".card.open [data-do=reject]")
    told(window, "Rejected")
    assert verdicts(opened) == {one: "rejected"}
    press(window, "/")
    window.keyboard.type("the")
    assert int(window.inner_text("#hits")) == len(opened.session.search("the"))
    press(window, "Enter")
    assert window.inner_text("#hits").startswith("1 of")
    press(window, "Escape", "f")
    window.select_option("#filters [name=state]", "decided")
    shown = window.inner_text("#filters output")
    assert shown.startswith(str(len(opened.session.items) - opened.session.progress.left))
    rules = [item.edit.codes for item in opened.session.items.values() if item.state != "open"]
    window.select_option("#filters [name=code]", rules[0][0])
    assert window.inner_text("#filters output").startswith(str(sum(rules[0][0] in codes for codes in rules)))


def test_the_sound_is_at_the_words(window: Any, opened: Opened) -> None:
    window.wait_for_function("() => document.querySelector('audio').readyState > 0")
    times = opened.desk.transcript()["times"]
    begin = times[opened.session.item(current(window)).start] * 100 / times[-1]
    # The tone is shorter than the invented episode, so the times are drawn together.
    scale = "m => { m.store.times = m.store.times.map(t => t * 100 / m.store.times.at(-1)); }"
    window.evaluate(f"() => import('/static/store.js').then({scale})")
    press(window, " ")
    window.wait_for_function("() => !document.querySelector('audio').paused")
    at = window.evaluate("document.querySelector('audio').currentTime")
    assert begin - 1.5 < at < begin + 1.5
    window.wait_for_function("() => document.querySelector('audio').paused", timeout=15000)
    press(window, "<")
    told(window, "Speed 0.75")
    assert window.evaluate("document.querySelector('audio').playbackRate") == 0.75
    window.wait_for_function("() => document.querySelector('canvas').width > 300")


def test_two_windows_show_the_same(browser: Any, window: Any, served: str, opened: Opened) -> None:
    with opened_page(browser, served) as second:
        one = current(window)
        press(window, "a")
        told(window, "Accepted")
        second.wait_for_selector(f".card.open.is-accepted[data-id='{one}']")
        press(second, "u")
        told(second, "Undone")
        window.wait_for_selector(f"button.card.is-open[data-id='{one}']", state="attached")
        assert window.inner_text("#progress") == second.inner_text("#progress")


def test_hostile_text_stays_text(browser: Any, open_desk: Callable[..., Opened], hostile_prepared: Any) -> None:
    with serving(open_desk(hostile_prepared).desk) as address, opened_page(browser, address) as page:
        page.evaluate("() => { window.alert = () => { throw new Error('alert'); }; }")
        assert page.locator("#transcript script, #transcript b:not(.card b), #cast b").count() == 0
        assert "<script>alert(1)</script>" in page.inner_text("#cast")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        assert page.evaluate("[...document.querySelectorAll('.said')].every(s => s.scrollWidth <= s.clientWidth + 1)")


@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_contrast_names_and_focus(browser: Any, served: str, scheme: str) -> None:
    with opened_page(browser, served, color_scheme=scheme, reduced_motion="reduce") as page:
        assert page.evaluate(AUDIT.read_text("utf-8")) == []


def test_killed_and_restarted_nothing_is_lost(browser: Any, tmp_path: Path, seeds: str) -> None:
    path = tmp_path / "episode.txt"
    path.write_bytes((Path(seeds) / "two-kettles.txt").read_bytes())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    first, address = started(path, port)
    context = browser.new_context()
    try:
        page = context.new_page()
        page.set_default_timeout(15000)
        page.goto(address)
        page.wait_for_selector(READY)
        one = current(page)
        press(page, "a")
        told(page, "Accepted")
        first.send_signal(signal.SIGKILL)
        first.wait()
        page.wait_for_selector("#trouble:not([hidden])")
        assert "does not answer" in page.inner_text("#trouble")
        press(page, "a")
        page.wait_for_selector(".flash.bad")
        second, again = started(path, port)
        try:
            page.wait_for_selector("#trouble form")
            page.fill("#trouble input", again)
            press(page, "Enter")
            page.wait_for_selector(READY)
            rows = json.loads(path.with_name("episode.diarfix.json").read_text("utf-8"))["decisions"]
            assert {row["id"]: row["verdict"] for row in rows} == {one: "accepted"}
            assert "1 decided" in page.inner_text("#progress")
            second.send_signal(signal.SIGINT)
            assert second.wait(10) == 0
            # The page was open all the while.
            assert second.stderr is not None and "Traceback" not in (rest := second.stderr.read()), rest
        finally:
            second.kill()
    finally:
        first.kill()
        context.close()


def started(path: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    """`diarfix review --web` in a process of its own, and the address that it prints."""
    command = ["review", str(path), "--web", "--no-model", "--no-browser", "--port", str(port), "--by", "Ann"]
    program = "import sys; from diarfix.cli import main; sys.exit(main())"
    running = subprocess.Popen(
        [sys.executable, "-c", program, *command],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert running.stderr is not None
    for line in running.stderr:
        if found := re.search(r"http://\S+", line):
            return running, found[0]
    raise AssertionError(f"it ended with {running.wait()}")
