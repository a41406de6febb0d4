"""The terminal's review, driven by keys alone."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

import diarfix
from diarfix.decisions import book_bytes, load_book
from diarfix.pipeline import Options, Result, repair
from diarfix.review.keys import KEYS, key_table, remapped, sign
from diarfix.review.player import Player
from diarfix.review.session import Session
from diarfix.review.terminal.app import ReviewApp, ReviewScreen
from diarfix.review.terminal.deeds import DEEDS
from diarfix.review.terminal.rows import Rows
from diarfix.review.terminal.script import Script
from tests.review.conftest import ROOT, SEEDS, SHARED, on_copy, session_on, untouched

Drive = Callable[[ReviewApp, "Pilot[None]"], Awaitable[None]]

FRAME = {"#ff5f57", "#febc2e", "#28c840", "#c5c8c6"}

SIZES = [(80, 24), (140, 40), (50, 30)]


def drive(session: Session, act: Drive, size: tuple[int, int] = (80, 24), **more: object) -> None:
    """Run the app without a terminal."""

    async def run() -> None:
        app = ReviewApp(session, **more)  # type: ignore[arg-type]
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(app, pilot)

    asyncio.run(run())


def screen(app: ReviewApp) -> ReviewScreen:
    found = app.screen_stack[0]
    assert isinstance(found, ReviewScreen)
    return found


def lines(app: ReviewApp) -> list[str]:
    """What can be read on the screen."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    made = ["".join(segment.text for segment in strip) for strip in strips]
    assert len(made) == height and all(len(line) <= width for line in made)
    return made


def seen(app: ReviewApp) -> str:
    return "\n".join(lines(app))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def type_in(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if char == " " else char for char in text), "enter")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
def test_the_screen_shows_transcript_edit_speakers_and_keys(kettles: Session, size: tuple[int, int]) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        item = screen(app).stand.item
        assert item is not None
        shown = seen(app)
        sure = f"{item.edit.confidence:.0%}"
        left = f"{kettles.progress.left} left"
        for text in ("two-kettles.txt", left, item.old, item.new, sure, "before", "after", "edit to", "? keys"):
            assert text in shown, text
        words = kettles.original.words[item.start : item.end]
        assert " ".join(word.text for word in words)[:12] in shown.replace("\n", " ")

    drive(kettles, act, size)


def test_an_episode_is_reviewed_to_the_end_by_keyboard(kettles: Session) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        first = screen(app).stand.item
        assert first is not None
        await press(pilot, "right_curly_bracket", "a")
        assert kettles.item(first.id).state == "changed" and screen(app).stand.current != first.id
        await press(pilot, *["x"] * kettles.progress.left)
        assert kettles.progress.left == 0 and "all decided" in lines(app)[0]
        assert "Nothing waits any more" in seen(app)
        await press(pilot, "u")
        assert kettles.progress.left == 1
        await press(pilot, "U", "w")
        assert "wrote" in seen(app) and kettles.is_written

    drive(kettles, act)


def test_keys_that_do_not_fit_say_so(kettles: Session) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "u")
        assert "nothing to undo" in seen(app)
        await press(pilot, "9")
        assert "no speaker has the number 9" in seen(app)
        await press(pilot, "space")
        assert "--audio" in seen(app)
        await press(pilot, "full_stop")
        assert "search first" in seen(app)
        await press(pilot, "L")
        assert "nothing was lost" in seen(app)

    drive(kettles, act)


def test_speakers_are_chosen_by_digit_name_or_made_up(kettles: Session) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        item = screen(app).stand.item
        assert item is not None
        await press(pilot, "1")
        assert kettles.item(item.id).new == "Ines"
        assert kettles.item(item.id).state == ("accepted" if item.new == "Ines" else "changed")
        await press(pilot, "0")
        await type_in(pilot, "Dora Quill")
        assert kettles.item(item.id).new == "Dora Quill" and "Dora Quill" in seen(app)
        await press(pilot, "plus", "2")
        assert kettles.item(item.id).new == "Bo" or kettles.item(item.id).state != "changed"
        await press(pilot, "0")
        await type_in(pilot, " ")
        assert "must not be empty" in seen(app)
        await press(pilot, "escape")

    drive(kettles, act)


def test_words_of_the_transcript_are_selected_and_given(kettles: Session) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "home", "right", "right", "v", "right", "right", "right")
        assert "4 words to" in seen(app)
        await press(pilot, "2")
        assert kettles.corrected.speakers[2:6] == ("Bo",) * 4 and kettles.corrected.speakers[1] == "Ines"
        await press(pilot, "m")
        assert kettles.corrected.speakers[2] == "Ines"
        await press(pilot, "s", "3")
        assert kettles.corrected.speakers[5] == "Teodora Quist"
        await press(pilot, "escape")
        assert "edit to" in seen(app)

    drive(kettles, act)


def test_renaming_exchanging_searching_jumping_noting_filtering(kettles: Session) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "r", "2", "0")
        await type_in(pilot, "Beau")
        assert "Beau" in kettles.corrected.labels and "Bo" not in kettles.corrected.labels
        await press(pilot, "g")
        await type_in(pilot, "1500")
        assert screen(app).stand.cursor == 1500
        before = kettles.corrected.speakers
        await press(pilot, "X", "1", "2")
        assert kettles.corrected.speakers[:1500] == before[:1500] and kettles.corrected.speakers != before
        await press(pilot, "R", "3", "1")
        assert "Teodora Quist" not in kettles.corrected.speakers[1500:]
        await press(pilot, "slash")
        await type_in(pilot, "tea")
        first = screen(app).stand.cursor
        await press(pilot, "full_stop")
        assert screen(app).stand.cursor != first
        await press(pilot, "comma")
        assert screen(app).stand.cursor == first
        await press(pilot, "e")
        await type_in(pilot, "who asks?")
        assert (kettles.notes[0].word == first and "note: who asks?" in seen(app)) or kettles.notes
        await press(pilot, "f")
        await type_in(pilot, "state:made conf:0.9-1")
        assert "state:made" in lines(app)[0] and screen(app).stand.item in kettles.queue()
        await press(pilot, "o", "g")
        await type_in(pilot, "0:20")
        assert screen(app).stand.cursor < 60
        await press(pilot, "g")
        await type_in(pilot, "nowhere")
        assert "is no place here" in seen(app)

    drive(kettles, act)


def test_all_like_this_is_previewed(tmp_path: Path, kettles_result: Result) -> None:
    session = on_copy(kettles_result, tmp_path, untouched())

    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        item = screen(app).stand.item
        assert item is not None
        count = len(session.alike(item.id))
        await press(pilot, "A")
        assert f"accepts all {count}" in seen(app) and session.revision == 0
        await press(pilot, "escape")
        assert session.revision == 0
        await press(pilot, "A", "c", "c", "enter")
        assert session.progress.states["accepted"] == count

    drive(session, act)


def test_help_names_every_key_and_quitting_offers_to_write(kettles: Session) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "question_mark")
        assert "Keys" in seen(app)
        await press(pilot, "escape", "a", "q")
        assert "saved in" in seen(app) and app.is_running
        await press(pilot, "escape", "q", "w")
        assert kettles.is_written

    drive(kettles, act, (140, 60))


def test_moving_through_the_whole_transcript(kettles: Session) -> None:
    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        stand = screen(app).stand
        await press(pilot, "end")
        assert stand.cursor == len(kettles.original.words) - 1
        await press(pilot, "pageup", "up", "K", "J", "down", "pagedown", "home", "left")
        assert stand.cursor == 0
        await press(pilot, "down", "down", "down", "right")
        assert stand.cursor > 10
        word = kettles.original.words[stand.cursor].text
        assert word in seen(app)

    drive(kettles, act)


def test_light_dark_and_without_colours(kettles: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    async def light(app: ReviewApp, pilot: Pilot[None]) -> None:
        before = app.export_screenshot()
        await press(pilot, "t")
        assert app.export_screenshot() != before and not app.is_dark

    drive(kettles, light)

    async def grey(app: ReviewApp, pilot: Pilot[None]) -> None:
        # The window that the picture draws around the terminal has a title and buttons in colour.
        colours = set(re.findall(r"#[0-9a-f]{6}", app.export_screenshot())) - FRAME
        assert colours and all(len({one[1:3], one[3:5], one[5:7]}) == 1 for one in colours), colours

    monkeypatch.setenv("NO_COLOR", "1")
    drive(kettles, grey)


@pytest.mark.parametrize("name", ["tidewater-hour.txt", "kestrel-q3-call.txt", "harbour-table.md", "REAL"])
def test_whole_episodes_are_reviewed_by_keyboard_alone(name: str, tmp_path: Path) -> None:
    """To the end, some accepted, some rejected, some changed; what is written holds all of it."""
    real = sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []
    if name == "REAL" and not real:
        pytest.skip("../shared/seeds, with the real episode, is not beside this clone")
    path = real[0] if name == "REAL" else SEEDS / name
    session = on_copy(repair(diarfix.read(path)), tmp_path)

    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        for turn, _ in enumerate(range(session.progress.left)):
            item = screen(app).stand.item
            assert item is not None and item.state == "open"
            text = session.original.words[item.start].text
            assert text in seen(app)
            if turn % 3 == 2 and item.edit.kind == "move":
                await press(pilot, "right_curly_bracket", "n")
            else:
                await press(pilot, "a" if turn % 3 == 0 else "x")
        assert session.progress.left == 0
        await press(pilot, "w", "q")

    drive(session, act)
    decisions, target = session.paths
    assert decisions is not None and target is not None
    assert diarfix.read(target).speakers == session.corrected.speakers
    again = session_on(session._view.desk.result, tmp_path / path.name)
    assert again.corrected == session.corrected and book_bytes(load_book(decisions)) == book_bytes(session.book)


def test_hostile_text_is_shown_and_harms_nothing(tmp_path: Path) -> None:
    long = "x" * 5000
    text = f"A\u202en\x07n [red]: Hello [bold]there[/], you \x1b[31mred one. {long} and on.\n" \
        "Ben: Right, I see. When do the boats come in?\nA\u202en\x07n [red]: At ten, most days. It is so.\n"
    path = tmp_path / "hostile.txt"
    path.write_text(text)
    session = Session.open(path, Options(), "Ann", lambda: "")

    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "home", "r")
        shown = seen(app)
        assert "\x1b" not in shown and "\u202e" not in shown and "\x07" not in shown
        assert "[red]" in shown
        await press(pilot, "escape", "end", "up", "up", "pageup", "pagedown")

    for size in SIZES:
        drive(session, act, size)


def test_forty_thousand_words_are_laid_out_once_and_drawn_by_row(kettles_result: Result) -> None:
    turns = [(turn.speaker, kettles_result.original.text(turn.start, turn.end))
             for turn in kettles_result.original.turns]
    from diarfix import formats

    big = formats.from_turns(turns * 12)
    assert len(big.words) > 40_000
    started = time.perf_counter()
    rows = Rows(big, 80)
    assert time.perf_counter() - started < 3.0
    for word in range(0, len(big.words), 997):
        row = rows.rows[rows.row_of(word)]
        assert row.start <= word < row.end
    assert sum(row.end - row.start for row in rows.rows) == len(big.words)


def test_only_the_rows_on_screen_are_drawn(kettles: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    known = Script.render_line

    def render_line(self: Script, y: int) -> object:
        drawn.append(y)
        return known(self, y)

    monkeypatch.setattr(Script, "render_line", render_line)

    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        drawn.clear()
        await press(pilot, "pagedown")
        assert drawn and max(drawn) < 24 and len(drawn) < 24 * 8

    drive(kettles, act)


def test_the_player_is_asked_for_the_right_seconds(kettles: Session, tmp_path: Path) -> None:
    audio = tmp_path / "-odd name.wav"
    audio.write_bytes(b"")
    for name in ("mpv", "ffplay", "play", "cvlc"):
        player = Player(audio, lambda program, name=name: f"/bin/{program}" if program == name else None)
        command = player.command(12.5, 20.0)
        assert command[0] == f"/bin/{name}" and str(audio) in command and any("12.5" in part for part in command)
    with pytest.raises(diarfix.DiarfixError, match="E603 no player was found"):
        Player(audio, lambda program: None).command(1, 2)
    with pytest.raises(diarfix.DiarfixError, match="E101"):
        Player(tmp_path / "none.wav")

    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "space")
        assert "playing" in seen(app)
        assert "stopped" not in seen(app)

    true = Player(audio, lambda program: "/bin/true" if program == "mpv" else None)
    drive(kettles, act, player=true)


def test_every_key_has_a_deed_and_stands_once() -> None:
    assert {key.action for key in KEYS} == set(DEEDS)
    pressed = [one for key in KEYS for one in key.keys]
    assert len(pressed) == len(set(pressed)) and not set(pressed) & set("123456789")


def test_keys_are_remapped_and_taken_from_others(kettles: Session) -> None:
    keys = remapped(["accept=y", "next=j,?"])
    table = {key.action: key.keys for key in keys}
    assert table["accept"] == ("y",) and table["next"] == ("j", "question_mark")
    assert "j" not in table["down"] and table["help"] == ("f1",)
    for wrong in ("accept", "fly=y", "accept="):
        with pytest.raises(diarfix.DiarfixError, match="E601"):
            remapped([wrong])

    async def act(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "y")
        assert kettles.progress.states["accepted"] == 1
        await press(pilot, "a")
        assert kettles.progress.states["accepted"] == 1

    drive(kettles, act, keys=keys)


def test_the_docs_name_every_key() -> None:
    page = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    assert key_table() in page, "python -c 'from diarfix.review.keys import key_table; print(key_table())'"
    assert sign("left_square_bracket") == "["
