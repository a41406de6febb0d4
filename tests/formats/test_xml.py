"""The XML layer: safe, placed, and every byte kept but those a change names."""

from __future__ import annotations

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats.splice import Splice
from diarfix.formats.xml_doc import parse
from diarfix.formats.xml_patch import XmlPatch

TEXT = """<?xml version='1.0' encoding="utf-8"?>
<!-- kept <as> is -->
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:m='http://m' >
  <p m:agent='A &amp; B'  begin = "1.50"><s>Good</s> <s>x&#33;<![CDATA[a<b]]></s></p>
  <p/>
</tt>
"""


def test_what_is_not_changed_is_copied() -> None:
    root = parse(TEXT)
    assert XmlPatch(TEXT, root).text() == TEXT
    first, second = root.elements
    assert (first.tag, first.value("{http://m}agent"), first.value("begin")) == (
        "{http://www.w3.org/ns/ttml}p", "A & B", "1.50",
    )
    patch = XmlPatch(TEXT, root)
    patch.set(first, "{http://m}agent", 'C "D"')
    patch.set(second, "end", "2")
    assert patch.text() == TEXT.replace("A &amp; B", "C &quot;D&quot;").replace("<p/>", '<p end="2"/>')


def test_text_and_children() -> None:
    root = parse(TEXT)
    first = root.elements[0]
    assert first.decoded().text == "Good x!a<b"
    patch = XmlPatch(TEXT, root)
    patch.splice(first, [Splice(0, 1, "g"), Splice(6, 7, "")])
    assert "<s>good</s> <s>x<![CDATA[a<b]]></s>" in patch.text()
    patch.children(root, [patch.render(first, {"begin": "0"}, first.elements[:1]), first])
    assert patch.text().count("<s>good</s>") == 2 and "<p/>" not in patch.text()
    assert parse(patch.text()).elements[0].value("begin") == "0"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("<a>\n<b></a>", "E203", "x:2:6"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "E206", "x:1:1"),
        ('<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', "E206", "x:1:1"),
        ("<a>&nbsp;</a>", "E203", "x:1:4"),
        ("<a>" * 100 + "</a>" * 100, "E106", "x:1:193"),
    ],
)
def test_malformed_and_harmful_xml(text: str, code: str, place: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        parse(text, "x")
    assert (caught.value.code, str(caught.value.place)) == (code, place)
