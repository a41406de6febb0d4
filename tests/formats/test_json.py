"""The JSON layer: every byte kept but those a change names, malformed text placed, what --lenient mends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diarfix.errors import DiarfixError
from diarfix.formats import Repair, read_text
from diarfix.formats.json_doc import MAX_DEPTH, Node, parse
from diarfix.formats.json_patch import Patch, decoded
from diarfix.formats.json_repair import repair

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
STYLES = st.sampled_from([{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False, "indent": "\t"}])


def nodes(node: Node) -> list[Node]:
    children = [*node.items, *(member.value for member in node.members)]
    return [node, *(found for child in children for found in nodes(child))]


def plain(node: Node) -> Any:
    if node.kind == "object":
        return {member.key: plain(member.value) for member in node.members}
    return [plain(item) for item in node.items] if node.kind == "array" else node.value


@settings(max_examples=150, deadline=None)
@given(VALUES, STYLES)
def test_reads_what_json_reads_and_copies_the_rest(value: Any, style: dict[str, Any]) -> None:
    text = f" {json.dumps(value, **style)}\n"
    root = parse(text)
    assert plain(root) == json.loads(text)
    assert Patch(text, root).text() == text
    begins = [node.begin for node in nodes(root)]
    assert len(set(begins)) == len(begins)


@settings(max_examples=150, deadline=None)
@given(VALUES, STYLES, st.data())
def test_a_replaced_value_is_the_only_change(value: Any, style: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value, **style)
    root = parse(text)
    node = data.draw(st.sampled_from(nodes(root)))
    patch = Patch(text, root)
    patch.replace(node, '"new"')
    assert patch.text() == text[: node.begin] + '"new"' + text[node.stop :]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=12), STYLES, st.data())
def test_splices_act_on_decoded_characters(value: str, style: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps([value], **style)
    root = parse(text)
    begin = data.draw(st.integers(0, len(value)))
    stop = data.draw(st.integers(begin, len(value)))
    patch = Patch(text, root)
    if value:
        patch.splice(root.items[0], begin, stop, 'é"')
        assert json.loads(patch.text()) == [value[:begin] + 'é"' + value[stop:]]
    assert len(decoded(text, root.items[0]).places) == len(value) + 1


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('{"a": 1.50}', '{"a": 1.50, "b": 2}'),
        ('{"a":1.50}', '{"a":1.50,"b":2}'),
        ("{}", '{"b": 2}'),
        ('{\n  "a": 1,\n  "c": 3\n}', '{\n  "a": 1,\n  "c": 3,\n  "b": 2\n}'),
        ('{"b": 1, "b": 3 }', '{"b": 1, "b": 2 }'),
    ],
)
def test_members_are_set_in_style(text: str, changed: str) -> None:
    root = parse(text)
    patch = Patch(text, root)
    patch.set(root, "b", "2")
    assert patch.text() == changed


def test_members_go_with_their_comma() -> None:
    for text, left in (('{"a": 1, "b": 2, "c": 3}', '{"b": 2}'), ('{ "a": 1, "c": 3 }', "{}")):
        patch = Patch(text, parse(text))
        patch.set(parse(text), "a", None)
        patch.set(parse(text), "c", None)
        assert patch.text() == left


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,}', "x:1:9"), ('{"a"\n 1}', "x:2:2"), ("[1\n\n 2]", "x:3:2"), ('["a\nb"]', "x:1:4"),
        ('["ab', "x:1:2"), ("[01]", "x:1:3"), ("[1] 2", "x:1:5"), ('["\\ud800"]', "x:1:2"),
        ("[" * (MAX_DEPTH + 2), f"x:1:{MAX_DEPTH + 2}"),
    ],
)
def test_malformed_json_says_where(text: str, place: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        parse(text, "x")
    assert str(caught.value.place) == place
    assert caught.value.code == ("E106" if text.startswith("[[") else "E203")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('{"a": [1, 2,],}', {"a": [1, 2]}),
        ('{"a": 1 "b": [1 2]}', {"a": 1, "b": [1, 2]}),
        ('{"a": "x\ny"}', {"a": "x\ny"}),
        ('{"a": [{"b": 1}, {"b": 2, "c": tru', {"a": [{"b": 1}, {"b": 2}]}),
        ('{"a": 1}}}', {"a": 1}),
        ('{"a": 1,, "b": 2}', {"a": 1, "b": 2}),
    ],
)
def test_lenient_json(text: str, mended: Any) -> None:
    done = repair(text, "x")
    assert json.loads(done.text) == mended and done.repairs
    assert repair(done.text).repairs == ()


def test_broken_json_is_no_plain_text() -> None:
    text = '{"segments": [{"start": 1, "end": 2, "text": "Hi there.", "speaker": "A"},'
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x")
    assert (caught.value.code, caught.value.place and caught.value.place.line) == ("E203", 1)
    told: list[Repair] = []
    assert read_text(text, "x", None, told.append).labels == ("A",)
    assert len(told) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"segments": [{"start": "x", "text": "Hi"}]}', "x:1:25"),
        ('{"segments": [{"start": 1, "text": 5}]}', "x:1:36"),
        ('{"segments": [{"start": 1, "text": "Hi", "speaker": []}]}', "x:1:53"),
        ('{"segments": [{"start": 1, "text": "Hi"}, 7]}', "x:1:43"),
        ('{"segments": [{"start": 1e300, "text": "Hi"}]}', "x:1:25"),
    ],
)
def test_wrong_values_say_where(text: str, place: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x")
    assert (caught.value.code, str(caught.value.place)) == ("E203", place)
