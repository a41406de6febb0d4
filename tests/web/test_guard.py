"""Who may ask: nobody from elsewhere, nobody without the token, nobody by another name."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HOST, TOKEN, Opened

SECRET = ("/", "/api/transcript", "/api/state", "/api/events", "/audio")
COOKIE = {"cookie": f"diarfix-8123={TOKEN}"}
OWN = {"origin": f"http://{HOST}"}


@pytest.fixture
def stranger(client: TestClient) -> TestClient:
    """The same server, asked without anything."""
    return TestClient(client.app, base_url=f"http://{HOST}", follow_redirects=False)


@pytest.mark.parametrize("path", SECRET)
@pytest.mark.parametrize("cookie", ("", "diarfix-8123=wrong", f"other={TOKEN}", f"diarfix-9999={TOKEN}"))
def test_without_the_token_nothing_is_told(stranger: TestClient, opened: Opened, path: str, cookie: str) -> None:
    answer = stranger.get(path, headers={"cookie": cookie})
    assert answer.status_code in (401, 403)
    assert "episode" not in answer.text and "kettle" not in answer.text.lower() and TOKEN not in answer.text


@pytest.mark.parametrize("host", ("evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:80", "localhost:8123"))
def test_another_name_leads_nowhere(client: TestClient, host: str) -> None:
    for path in (*SECRET, "/static/main.js"):
        assert client.get(path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    (
        {**COOKIE, "origin": "http://evil.example"},
        {**COOKIE, "origin": "http://127.0.0.1:9000"},
        {**COOKIE, "origin": "null"},
        COOKIE,
        {**COOKIE, **OWN, "sec-fetch-site": "cross-site"},
        {**COOKIE, **OWN, "sec-fetch-site": "same-site"},
    ),
)
def test_no_other_page_can_act(stranger: TestClient, opened: Opened, headers: dict[str, str]) -> None:
    one = next(iter(opened.session.items))
    wish = {"do": "reject", "id": one, "version": 0}
    assert stranger.post("/api/act", json=wish, headers=headers).status_code == 403
    assert opened.desk.version == 0 and not opened.sidecar.exists()


def test_no_other_page_can_read(stranger: TestClient) -> None:
    elsewhere = ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"})
    for headers in elsewhere:
        for path in SECRET[1:]:
            assert stranger.get(path, headers={**COOKIE, **headers}).status_code == 403


def test_a_form_cannot_act(client: TestClient, opened: Opened) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = client.post("/api/act", content=b'{"do":"undo","version":0}', headers={"content-type": kind})
        assert answer.status_code == 400
    assert opened.desk.version == 0


@pytest.mark.parametrize("method", ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"))
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/api/act").status_code in (403, 405)


def test_the_token_becomes_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    assert stranger.get("/?token=wrong").status_code == 403
    answer = stranger.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert stranger.get("/", headers={"cookie": answer.headers["set-cookie"].partition(";")[0]}).status_code == 200


def test_a_script_may_come_with_the_token(stranger: TestClient) -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    assert stranger.get("/api/state", headers=headers).json()["version"] == 0
    assert stranger.post("/api/act", json={"do": "undo", "version": 0}, headers=headers).status_code == 400


@pytest.mark.parametrize("path", ("/", "/static/main.js", "/api/state", "/audio", "/nothing", "/api/act"))
def test_every_answer_is_sealed(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "name", ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "..%5capp.py", "/etc/passwd", "%2fetc%2fpasswd", "main.js%00")
)
def test_only_files_of_the_page_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_the_page_holds_no_script_and_no_style_of_its_own(client: TestClient) -> None:
    page = client.get("/").text
    assert "<script>" not in page and "<style" not in page and "style=" not in page
    assert "http" not in page.replace("http-equiv", "")
