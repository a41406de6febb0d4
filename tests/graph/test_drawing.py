"""The pictures are well formed, the same each time, safe with hostile text, and nothing leaves the frame."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from diarfix.api import fix
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.drawing import draw_html, draw_svg, to_graphml, write_graph
from diarfix.drawing.palette import COLOURS, colours
from diarfix.drawing.svg import fit, width
from diarfix.errors import DiarfixError
from diarfix.graph import build_graph
from diarfix.model import Transcript
from diarfix.pipeline import Result

SVG = "{http://www.w3.org/2000/svg}"
DRAWERS = (draw_svg, draw_html, to_graphml)


@pytest.fixture(scope="module")
def tidewater(seeds: str) -> Result:
    """A repair with merges, a name, applied and waiting moves."""
    return fix(f"{seeds}/tidewater-hour.txt")


@pytest.fixture(scope="module")
def threatened(hostile: Transcript) -> Result:
    """The repair of hostile text."""
    return fix(hostile)


@pytest.mark.parametrize("draw", DRAWERS)
def test_the_same_input_gives_the_same_bytes(draw: Callable[[Result], str], tidewater: Result) -> None:
    again = Context(analyse(tidewater.original, load_english()))
    assert draw(tidewater) == draw(
        Result(tidewater.original, tidewater.repaired, tidewater.edits, tidewater.matches, again)
    )


@pytest.mark.parametrize("draw", (draw_svg, to_graphml))
def test_hostile_text_stays_text_in_xml(draw: Callable[[Result], str], threatened: Result) -> None:
    root = ElementTree.fromstring(draw(threatened))
    assert not [element for element in root.iter() if element.tag.endswith(("script", "}b"))]
    assert "<script>alert(1)</script>" in "".join(root.itertext())


def test_hostile_text_stays_text_in_the_page(threatened: Result) -> None:
    page = draw_html(threatened)
    assert page.count("<script>") == 1
    assert "alert(1)</script>" not in page
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", page)


def test_nothing_is_loaded_from_elsewhere(tidewater: Result) -> None:
    page = draw_html(tidewater)
    assert "default-src 'none'" in page
    assert not re.search(r'\b(?:src|href)="(?!#)', page)
    assert "url(http" not in page


def test_graphml_can_be_read_again(threatened: Result, tidewater: Result) -> None:
    for result in (threatened, tidewater):
        graph = build_graph(result.context)
        again = nx.read_graphml(io.BytesIO(to_graphml(result).encode()), force_multigraph=True)
        assert again.number_of_nodes() == graph.network.number_of_nodes()
        assert again.number_of_edges() == graph.network.number_of_edges()
    kinds = sorted(data["kind"] for _, _, data in again.edges(data=True))
    assert kinds == sorted(edge.kind for edge in graph.edges())
    fates = {data["outcome"] for _, _, data in again.edges(data=True) if data["kind"] == "alias"}
    assert "merged" in fates


def test_the_picture_has_a_title_a_description_and_every_turn(tidewater: Result) -> None:
    root = ElementTree.fromstring(draw_svg(tidewater))
    assert root.get("role") == "img" and root.get("aria-labelledby") == "df-title df-desc"
    assert "tidewater-hour.txt" in (root.findtext(f"{SVG}title") or "")
    assert "may be one person" in (root.findtext(f"{SVG}desc") or "")
    ids = {element.get("id") for element in root.iter(f"{SVG}g") if element.get("class") == "turn"}
    assert ids - {None} == {f"turn-{number + 1}" for number in range(len(tidewater.original.turns))}
    cuts = [g for g in root.iter(f"{SVG}g") if g.get("class") == "cut" and g.find(f"{SVG}title") is not None]
    graph = build_graph(tidewater.context)
    assert len(cuts) == len(graph.edges("continues"))


def test_blocks_stay_inside_the_frame(tidewater: Result, threatened: Result) -> None:
    for result in (tidewater, threatened):
        root = ElementTree.fromstring(draw_svg(result))
        wide, tall = float(root.get("width", "0")), float(root.get("height", "0"))
        for rect in root.iter(f"{SVG}rect"):
            x, y, w, h = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
            assert x >= 0 and y >= 0 and x + w <= wide and y + h <= tall


def test_text_stays_inside_the_frame(threatened: Result) -> None:
    root = ElementTree.fromstring(draw_svg(threatened))
    for text in root.iter(f"{SVG}text"):
        x, size = float(text.get("x", "0")), float(text.get("font-size", "12"))
        room = width(text.text or "", size)
        left = {"end": x - room, "middle": x - room / 2}.get(text.get("text-anchor", "start"), x)
        assert left >= 0 and left + room <= 1400, text.text


def test_a_graph_alone_is_drawn_without_edits(tidewater: Result) -> None:
    graph = build_graph(tidewater.context)
    alone = draw_svg(graph)
    assert "suspected" in alone and "waits for review" not in alone
    assert 'class="edit"' not in alone and 'class="edit"' in draw_svg(tidewater)
    assert "<h2" in draw_html(graph)


@pytest.mark.parametrize(
    "pairs", [[("Solo", "Hello.")], [("Ann", "Hi."), ("Ben", "Hi.")], [(f"P{n}", "Well.") for n in range(40)]]
)
def test_any_number_of_labels_can_be_drawn(
    pairs: list[tuple[str, str]], transcript_of: Callable[..., Transcript]
) -> None:
    result = fix(transcript_of(pairs))
    for draw in DRAWERS:
        assert draw(result)
    ElementTree.fromstring(draw_svg(result))


def test_a_label_keeps_its_colour_from_episode_to_episode() -> None:
    alone = colours(["Mara Quill"])["Mara Quill"]
    assert colours(["Mara Quill", "Bo", "Ines"])["Mara Quill"] == alone
    assert len(set(colours(f"P{n}" for n in range(8)).values())) == len(COLOURS)


def test_long_names_are_cut_to_their_room() -> None:
    assert width(fit("M" * 5000, 150, 12), 12) <= 150
    assert fit("short", 150, 12) == "short"
    assert fit("\u202eshort\x00", 150, 12) == "short"


@pytest.mark.parametrize(("suffix", "start"), [("svg", "<?xml"), ("html", "<!DOCTYPE"), ("GraphML", "<graphml")])
def test_the_suffix_chooses_the_form(suffix: str, start: str, tidewater: Result, tmp_path: Path) -> None:
    target = tmp_path / f"out.{suffix}"
    write_graph(tidewater, target)
    assert target.read_text(encoding="utf-8").startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("name", ["out.png", "out"])
def test_another_suffix_is_refused(name: str, tidewater: Result, tmp_path: Path) -> None:
    with pytest.raises(DiarfixError, match=r"^E601 .*\.svg, \.html or \.graphml$"):
        write_graph(tidewater, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_error_of_its_own(tidewater: Result, tmp_path: Path) -> None:
    with pytest.raises(DiarfixError, match=r"^E105 "):
        write_graph(tidewater, tmp_path / "none" / "out.svg")
