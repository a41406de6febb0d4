"""Apple's TTML: times in every form, words without white space, cuts through sentences, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import RawTurn, build, read_text, to_text, write_back
from diarfix.model import relabel

HEAD = ('<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
        'xmlns:podcasts="http://podcasts.apple.com/transcript-ttml-internal"><body><div>')
TAIL = "</div></body></tt>"


def document(*paragraphs: str) -> str:
    return HEAD + "".join(paragraphs) + TAIL


def unit(kind: str, inner: str, begin: str, end: str) -> str:
    return f'<span begin="{begin}" end="{end}" podcasts:unit="{kind}">{inner}</span>'


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("2.000", 2.0), ("1:02.500", 62.5), ("1:00:02.500", 3602.5), ("00:00:02.5", 2.5), ("2.5s", 2.5), ("2500ms", 2.5)],
)
def test_times_in_every_form(written: str, seconds: float) -> None:
    text = document(f'<p begin="{written}" end="2:00:00.000" ttm:agent="A">Well.</p>')
    assert read_text(text).turns[0].time == seconds


def test_a_cut_through_a_sentence_takes_the_times_of_its_words() -> None:
    words = [unit("word", "So", "1.000", "1.200"), unit("word", "it", "1.200", "1.400"),
             unit("word", "is?", "1.700", "2.000")]
    text = document('<p begin="1.000" end="2.000" ttm:agent="A" xml:id="x">'
                    + unit("sentence", "".join(words), "1.000", "2.000") + "</p>")
    original = read_text(text)
    assert [word.text for word in original.words] == ["So", "it", "is?"]
    made = write_back(original, relabel(original, ["A", "A", "B"]))
    assert made.estimates == ()
    assert made.text == document(
        '<p begin="1.000" end="1.400" ttm:agent="A" xml:id="x">'
        + unit("sentence", words[0] + words[1], "1.000", "1.400") + "</p>",
        '<p begin="1.700" end="2.000" ttm:agent="B">' + unit("sentence", words[2], "1.700", "2.000") + "</p>",
    )


def test_a_word_in_parts_and_one_of_several_spans() -> None:
    text = document('<p ttm:agent="A">Hel<span begin="1s" end="2s">lo there</span> <span>you</span></p>')
    words = read_text(text).words
    assert [(word.text, word.start, word.end) for word in words] == [
        ("Hello", None, None), ("there", None, 2.0), ("you", None, None),
    ]


def test_a_paragraph_without_a_label_gets_one_and_loses_it() -> None:
    text = '<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1" end="2">Well.</p></body></tt>'
    original = read_text(text)
    made = write_back(original, relabel(original, ["A & B"])).text
    assert '<p begin="1" end="2" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" ttm:agent="A &amp; B">' in made
    again = read_text(made)
    assert again.labels == ("A & B",)
    assert "agent" not in write_back(again, relabel(again, list(original.speakers))).text


def test_a_comment_beside_a_cut_stays() -> None:
    text = document('<p begin="1" end="2" ttm:agent="A">Yes no.</p>', "<!-- kept -->", '<p ttm:agent="B">So.</p>')
    original = read_text(text)
    made = write_back(original, relabel(original, ["A", "B", "B"]))
    assert made.text.count("<!-- kept -->") == 1
    assert [item.word for item in made.estimates] == [1]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (document('<p begin="soon">Well.</p>'), "E203", f"x:1:{len(HEAD) + 11}"),
        (document('<p begin="10t">Well.</p>'), "E203", f"x:1:{len(HEAD) + 11}"),
        (document("<p>Well."), "E203", f"x:1:{len(HEAD) + 11}"),
        ("<!DOCTYPE tt [<!ENTITY a 'b'>]>" + document("<p>&a;</p>"), "E206", "x:1:1"),
        (document("<p/>"), "E102", "x"),
        ("<other/>", "E203", "x:1:1"),
    ],
)
def test_what_is_refused(text: str, code: str, place: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x", "ttml")
    assert (caught.value.code, str(caught.value.place)) == (code, place)


def test_what_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(DiarfixError, match="cannot be written"):
        build([RawTurn("A\x02", "Well.", 1.0, 2.0)], "ttml")
    original = read_text(document('<p ttm:agent="A">Well.</p>'))
    with pytest.raises(DiarfixError, match="cannot be written"):
        write_back(original, replace(original, words=(replace(original.words[0], text="\x02"),)))


AGENTS = ('<tt xmlns="http://www.w3.org/ns/ttml" xmlns:m="http://www.w3.org/ns/ttml#metadata"><head><metadata>{}</metadata>'
          '</head><body><p begin="1" end="2" m:agent="v1">So it is.</p><p begin="2" end="3" m:agent="{}">Yes.</p>'
          "</body></tt>")
NAMELESS = '<m:agent xml:id="v1" type="person"/>'
NAMED = '<m:agent xml:id="v1" type="person"><m:name type="full">Ana</m:name></m:agent>'


@pytest.mark.parametrize(
    ("head", "second", "labels", "made"),
    [
        (NAMELESS, "v2", ["Bo"] * 3 + ["v2"],
         '<m:agent xml:id="v1" type="person"><m:name type="full">Bo</m:name></m:agent>'),
        (NAMED, "v2", ["Bo"] * 3 + ["v2"], NAMED.replace("Ana", "Bo")),
        (NAMED, "v1 v2", ["Bo"] * 3 + ["Ana and v2"],
         NAMED + '<m:agent xml:id="Bo" type="person"><m:name type="full">Bo</m:name></m:agent>'),
        (NAMED, "v1", ["Ana"] * 3 + ["v1"],
         NAMED + '<m:agent xml:id="v1_2" type="person"><m:name type="full">v1</m:name></m:agent>'),
        (NAMED + NAMED.replace("v1", "v3"), "v3", ["Bo"] * 4,
         NAMED + NAMED.replace("v1", "v3") + NAMED.replace("v1", "Bo").replace("Ana", "Bo")),
        (NAMED + NAMED.replace("v1", "v3").replace("Ana", "Bo"), "v2", ["Bo"] * 3 + ["v2"],
         NAMED + NAMED.replace("v1", "v3").replace("Ana", "Bo")),
        ("", "v2", ["Bo Li"] * 3 + ["v2"], ""),
    ],
)
def test_people_are_named_and_declared_in_the_head(head: str, second: str, labels: list[str], made: str) -> None:
    original = read_text(AGENTS.format(head, second))
    text = to_text(original, relabel(original, labels))
    assert text[text.index("<metadata>") + 10 : text.index("</metadata>")] == made
    assert list(read_text(text).speakers) == labels


def test_new_documents_declare_everyone() -> None:
    made = build([RawTurn("Ana Ruiz & co", "Well.", 1.0, 2.0), RawTurn("1", "So?", 2.0, 3.0)], "ttml").transcript
    assert made.labels == ("Ana Ruiz & co", "1")
    assert 'ttm:agent="Ana_Ruiz_co"' in made.source.text and 'xml:id="agent_1"' in made.source.text
