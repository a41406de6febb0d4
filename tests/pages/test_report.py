"""The report page: safe with hostile text, whole, true to the result, the same each time."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from diarfix.api import fix
from diarfix.model import Transcript
from diarfix.pages.report import report_page
from diarfix.pipeline import Options, Result

FORBIDDEN = {"script", "iframe", "object", "link", "img", "base", "form"}
EMPTY = {"meta", "br"}


class Page(HTMLParser):
    """A page's elements with their attributes, and the text inside each class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for tag, class_ in self.open:
            for name in {tag, *class_.split()}:
                self.texts.setdefault(name, []).append(data)

    def said(self, name: str) -> list[str]:
        """The words inside a tag or class."""
        return "".join(self.texts.get(name, [])).split()


@pytest.fixture(scope="module")
def tidewater(seeds: str) -> Result:
    """A repair with merges, a name, applied and waiting moves."""
    return fix(f"{seeds}/tidewater-hour.txt")


@pytest.fixture(scope="module")
def page(tidewater: Result) -> str:
    return report_page(tidewater)


def test_the_same_result_gives_the_same_bytes(page: str, tidewater: Result) -> None:
    assert report_page(tidewater) == page


def test_every_link_leads_somewhere(page: str) -> None:
    elements = Page(page).elements
    ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
    links = {attrs["href"] for tag, attrs in elements if tag == "a"}
    assert len(ids) == len(set(ids))
    assert links <= {f"#{anchor}" for anchor in ids}


def test_the_text_is_the_whole_repaired_transcript(page: str, tidewater: Result) -> None:
    _, _, script = page.partition('<div class="script">')
    script = re.sub(r'<div class="who">.*?</span></div>', "", script.partition("</section>")[0])
    said = Page(f'<div class="script">{script}'.replace("</bdi>", " </bdi>")).said("said")
    assert said == [word.text for word in tidewater.repaired.words]


def test_every_moved_word_is_marked_where_it_left_and_where_it_came(page: str, tidewater: Result) -> None:
    moved = {at for edit in tidewater.applied if edit.kind == "move" for at in range(edit.start, edit.end)}
    waits = {at for edit in tidewater.waiting if edit.kind == "move" for at in range(edit.start, edit.end)}
    gone = re.findall(r"<del>(.*?)</del>", page)
    assert moved
    assert sorted(" ".join(gone).split()) == sorted(tidewater.original.words[at].text for at in [*moved, *waits])
    script = page.partition('<div class="script">')[2]
    come = re.findall(r"<ins>(.*?)</ins>", script)
    assert sorted(" ".join(come).split()) == sorted(tidewater.repaired.words[at].text for at in moved)


def test_everyone_is_in_the_cast(page: str, tidewater: Result) -> None:
    cast = page.partition('id="cast"')[2].partition("</section>")[0]
    for label, words in tidewater.repaired.word_counts.items():
        assert label in cast and f">{words:,}<" in cast


def test_hostile_text_stays_text(hostile: Transcript) -> None:
    page = report_page(fix(hostile))
    parsed = Page(page)
    assert not FORBIDDEN & {tag for tag, _ in parsed.elements}
    names = {name for _, attrs in parsed.elements for name in attrs}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src")]
    assert "<script>alert(1)</script>" in "".join(parsed.texts["bdi"])
    assert "\u202e" not in page and "\x00" not in page
    assert not re.search(r"https?://", page)


def test_the_policy_lets_in_its_own_style_and_nothing_else(page: str) -> None:
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert page.count("<style") == 1


def test_a_transcript_without_faults(transcript_of: Callable[..., Transcript]) -> None:
    calm = transcript_of([("Ann", "When do the boats come in?"), ("Ben", "At ten, most days.")])
    page = report_page(fix(calm, Options(rules=(), model=False)))
    assert "Nothing was changed." in page and "The rules found nothing." in page
    assert 'id="waiting"' not in page
