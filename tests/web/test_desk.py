"""What the page may ask for: done once it is on the disk, refused when it is stale, malformed or cannot be saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from diarfix.errors import DiarfixError
from diarfix.formats import io
from diarfix.model import Transcript
from diarfix.web.audio import audio_of
from diarfix.web.desk import ACTIONS, speaker_hues
from diarfix.web.serve import bind
from tests.conftest import made_of
from tests.web.conftest import Opened


def act(client: TestClient, **wish: Any) -> Any:
    version = client.get("/api/state").json()["version"]
    return client.post("/api/act", json={"version": version, **wish})


def open_items(client: TestClient) -> list[dict[str, Any]]:
    return [item for item in client.get("/api/state").json()["items"] if item["state"] == "open"]


def test_an_answered_action_is_on_the_disk(client: TestClient, opened: Opened) -> None:
    one = open_items(client)[0]["id"]
    answer = act(client, do="accept", id=one)
    assert answer.status_code == 200
    (row,) = json.loads(opened.sidecar.read_text("utf-8"))["decisions"]
    assert (row["id"], row["verdict"], row["by"]) == (one, "accepted", "Ann")
    state = answer.json()["state"]
    assert state["version"] == 1
    assert next(item["state"] for item in state["items"] if item["id"] == one) == "accepted"


def test_the_state_is_the_sessions(client: TestClient, opened: Opened) -> None:
    words = client.get("/api/transcript").json()["words"]
    assert words == [word.text for word in opened.session.original.words]
    state = client.get("/api/state").json()
    turns = [(turn["speaker"], turn["start"], turn["end"]) for turn in state["turns"]]
    assert turns == [(turn.speaker, turn.start, turn.end) for turn in opened.session.corrected.turns]
    for at, text in state["healed"]:
        words[at] = text
    assert words == [word.text for word in opened.session.corrected.words]
    assert {one["name"] for one in state["cast"]} >= {turn[0] for turn in turns}


def test_undo_all_gives_back_what_was_there(client: TestClient, opened: Opened) -> None:
    before = client.get("/api/state").json()
    first = open_items(client)[0]
    steps = [
        {"do": "reject", "id": first["id"]},
        {"do": "give", "start": 3, "end": 9, "speaker": "Someone <new>"},
        {"do": "rename", "speaker": before["turns"][0]["speaker"], "name": "Zoë", "word": None},
        {"do": "note", "word": 4, "text": "check <this>"},
        {"do": "split", "word": before["turns"][2]["start"] + 1, "speaker": before["turns"][0]["speaker"]},
    ]
    for step in steps[:4]:
        assert act(client, **step).status_code == 200, step
    for _ in steps[:4]:
        assert act(client, do="undo").status_code == 200
    after = client.get("/api/state").json()
    changing = ("version", "redo", "written")
    assert {key: after[key] for key in after if key not in changing} == {
        key: before[key] for key in before if key not in changing
    }
    assert not opened.sidecar.exists()


def test_a_window_that_missed_a_change_is_refused(client: TestClient, opened: Opened) -> None:
    first, second = [item["id"] for item in open_items(client)[:2]]
    assert client.post("/api/act", json={"do": "accept", "id": first, "version": 0}).status_code == 200
    kept = opened.sidecar.read_bytes()
    answer = client.post("/api/act", json={"do": "accept", "id": second, "version": 0})
    assert answer.status_code == 409 and answer.json()["stale"]
    assert opened.sidecar.read_bytes() == kept


def test_what_cannot_be_saved_is_not_done(client: TestClient, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise DiarfixError("E105", "the disk is full", "make room")

    before = client.get("/api/state").json()
    monkeypatch.setattr(io, "write_bytes", full)
    answer = act(client, do="accept", id=open_items(client)[0]["id"])
    assert answer.status_code == 507 and answer.json()["error"] == "The disk is full; make room."
    assert client.get("/api/state").json() == before


def test_a_file_that_someone_else_changed_is_not_overwritten(client: TestClient, opened: Opened) -> None:
    opened.sidecar.write_text('{"schema": 1, "decisions": []}')
    answer = act(client, do="accept", id=open_items(client)[0]["id"])
    assert answer.status_code == 409 and answer.json()["code"] == "E506"
    assert opened.sidecar.read_text() == '{"schema": 1, "decisions": []}'


@pytest.mark.parametrize("body", (b"", b"[]", b"3", b"{", b"\xff\xfe", b"[" * 100_000, b'{"do": "' + b"x" * 2_000_000))
def test_a_malformed_request_is_told(client: TestClient, opened: Opened, body: bytes) -> None:
    answer = client.post("/api/act", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 409) and answer.json()["error"]
    assert opened.desk.version == 0


VALUES = (None, True, -1, 10**30, 1.5, "", "x", "\ud800", [], {}, [1], "<script>")


@pytest.mark.parametrize("do", ACTIONS)
def test_no_argument_brings_it_down(client: TestClient, do: str) -> None:
    keys = ("id", "ids", "start", "end", "speaker", "name", "word", "text", "side", "by")
    for value in VALUES:
        wish = json.dumps({"do": do, "version": 0, **dict.fromkeys(keys, value)})
        answer = client.post("/api/act", content=wish, headers={"content-type": "application/json"})
        assert answer.status_code in (200, 400, 409), (value, answer.text)
        if answer.status_code == 200:
            assert do in ("note", "write"), value


def test_all_like_one_are_shown_and_accepted_in_one_step(client: TestClient) -> None:
    one = open_items(client)[0]["id"]
    groups = client.post("/api/ask", json={"ask": "like", "id": one}).json()["groups"]
    ids = groups[-1]["ids"]
    assert one in ids and set(ids) <= {item["id"] for item in open_items(client)}
    state = act(client, do="accept", ids=ids).json()["state"]
    assert {item["state"] for item in state["items"] if item["id"] in ids} == {"accepted"}
    assert act(client, do="undo").json()["state"]["progress"]["left"] == len(open_items(client))


def test_it_is_written_on_demand_and_at_the_end(client: TestClient, opened: Opened) -> None:
    assert opened.desk.write() is None
    act(client, do="accept", id=open_items(client)[0]["id"])
    said = opened.desk.write()
    assert said is not None and opened.path.with_name("episode.fixed.txt").is_file()
    assert opened.desk.write() is None
    assert opened.path.read_text("utf-8") == opened.session.original.source.text


def test_hostile_text_comes_as_text(open_desk: Callable[..., Opened], hostile_prepared: Any) -> None:
    desk = open_desk(hostile_prepared).desk
    words, state = desk.transcript()["words"], desk.state()
    assert not any(mark in "".join(words) for mark in "\u202e\u2066\x00")
    assert all(words) and max(map(len, words)) == 5000
    assert any("<script>" in one["name"] for one in state["cast"])


def test_ranges_of_the_audio(client: TestClient, tone: Path) -> None:
    whole = tone.read_bytes()
    answer = client.get("/audio", headers={"range": "bytes=100-199"})
    assert (answer.status_code, answer.content) == (206, whole[100:200])
    assert answer.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert answer.headers["content-type"] == "audio/wav"
    assert client.get("/audio", headers={"range": f"bytes={len(whole)}-"}).status_code == 416
    assert client.get("/audio").content == whole


def test_audio_that_cannot_be(tmp_path: Path) -> None:
    for named, code in ((str(tmp_path / "none.mp3"), "E101"), (str(tmp_path), "E101"), ("ftp://x/y.mp3", "E601")):
        with pytest.raises(DiarfixError, match=rf"^{code} "):
            audio_of(named)
    assert audio_of("https://host.example/a.mp3").policy == "https: 'self'"


def test_the_server_listens_on_loopback_only_and_a_taken_port_is_told() -> None:
    place = bind(0)
    try:
        assert place.socket.getsockname()[0] == "127.0.0.1"
        place.socket.listen()
        with pytest.raises(DiarfixError, match=r"^E608 "):
            bind(place.port)
        assert len(place.token) >= 32 and place.token not in bind(0).address
    finally:
        place.socket.close()


def test_a_renamed_speaker_keeps_the_colour(client: TestClient) -> None:
    cast = client.get("/api/state").json()["cast"]
    hues = {one["name"]: one["hue"] for one in cast}
    assert len(set(hues.values())) == len(hues)
    name = cast[0]["name"]
    after = act(client, do="rename", speaker=name, name="Zoë", word=None).json()["state"]["cast"]
    assert {one["name"]: one["hue"] for one in after} == {("Zoë" if key == name else key): hues[key] for key in hues}


@given(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=60), st.data())
def test_everyone_has_a_colour(labels: list[str], data: st.DataObject) -> None:
    made = [data.draw(st.sampled_from("abcdefghijklmnop")) for _ in labels]
    names = sorted(set(made))
    hues = speaker_hues(of(labels), of(made), names)
    assert set(hues) == set(names) and all(0 <= hue < 8 for hue in hues.values())
    if len(names) <= 8 and len(set(labels)) <= 8:
        assert len(set(hues.values())) == len(names)


def of(labels: list[str]) -> Transcript:
    return made_of([(label, "word") for label in labels])
