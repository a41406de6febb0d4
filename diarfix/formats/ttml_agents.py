"""The people of a TTML document, https://www.w3.org/TR/ttml2/#metadata-vocabulary-agent: ids stand for names.

    <ttm:agent xml:id="v1" type="person"><ttm:name type="full">Mara Quill</ttm:name></ttm:agent>        in the head
    <p ttm:agent="v1">                                                                    its label is Mara Quill

An id without a name, or one that the head does not declare (Apple's), is the label as it stands. A person who is
renamed throughout keeps the id and gets the name in the head; someone new is declared there, if anyone is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from diarfix.formats.segments import Change
from diarfix.formats.splice import Edit
from diarfix.formats.xml_doc import Element
from diarfix.formats.xml_patch import XmlPatch
from diarfix.model import UNLABELLED

METADATA = "http://www.w3.org/ns/ttml#metadata"
AGENT = f"{{{METADATA}}}agent"
ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAME = f"{{{METADATA}}}name"
_IDS = re.compile(r"""xml:id\s*=\s*["']([^"']*)""")


@dataclass(frozen=True, slots=True)
class Agent:
    """Someone whom the head declares, and the element of the name that is shown (None: the id is)."""

    element: Element
    name: Element | None
    label: str


def declared(root: Element) -> dict[str, Agent]:
    """Everyone whom the head of a document declares, by id."""
    found: dict[str, Agent] = {}
    for head in (child for child in root.elements if child.tag.endswith("}head")):
        for element in head.find(AGENT):
            own = " ".join((element.value(ID) or "").split())
            names = [child for child in element.elements if child.tag == _NAME and _text(child)]
            names.sort(key=lambda child: child.value("type") != "full")
            if own:
                found.setdefault(own, Agent(element, names[0] if names else None, _text(names[0]) if names else own))
    return found


def _text(element: Element) -> str:
    return " ".join(element.decoded().text.split())


def label_of_ids(ids: str | None, agents: dict[str, Agent]) -> str | None:
    """The label that the value of a `ttm:agent` attribute stands for; None where it says nothing."""
    known = (ids or "").split()
    if any(own in agents for own in known):
        return " and ".join(agents[own].label if own in agents else own for own in known)
    return " ".join(known) or None


def declaration(own: str, label: str, prefix: str = "ttm:") -> str:
    """The element that declares a person; `label` may hold what XML escapes."""
    name = f'<{prefix}name type="full">{escape(label)}</{prefix}name>'
    return f'<{prefix}agent xml:id="{own}" type="person">{name}</{prefix}agent>'


def new_id(label: str, taken: set[str]) -> str:
    """An id made of a label, which is then taken.

    >>> new_id("Mara Quill", {"Mara_Quill"}), new_id("1-host", set())
    ('Mara_Quill_2', 'agent_1-host')
    """
    stem = re.sub(r"[^A-Za-z0-9_.-]+", "_", label).strip("_.-")
    stem = stem if stem[:1].isalpha() else f"agent_{stem}".rstrip("_")
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}_{number}"
    taken.add(made)
    return made


class People:
    """The attribute for each label in a document that is being written, and what changes in its head for them."""

    def __init__(self, patch: XmlPatch, used: Iterable[tuple[str, str]], change: Change) -> None:
        """`used` are the labels and attribute values of the paragraphs."""
        self.patch = patch
        self.agents = declared(patch.root)
        self.ids: dict[str, str] = {}
        values = list(dict.fromkeys(used))
        for label, value in (*values, *((agent.label, own) for own, agent in self.agents.items())):
            self.ids.setdefault(label, value)
        # The name of one who also speaks in chorus, or under a second id, stands for words that are not renamed.
        shared = Counter(own for _, value in values for own in set(value.split()))
        labels = Counter(label for label, _ in values)
        self.renamed = {
            old: new for old, new in _renamed(change)
            if self.ids.get(old) in self.agents and shared[self.ids[old]] == labels[old] == 1 and new not in self.ids
        }
        self.ids |= {new: self.ids[old] for old, new in self.renamed.items()}
        self.taken: set[str] = set()
        self.added: dict[str, str] = {}

    def now(self, label: str | None) -> str:
        """What a paragraph's label is without any change of its attribute."""
        return UNLABELLED if label is None else self.renamed.get(label, label)

    def value(self, label: str) -> str:
        """The attribute that says a label; someone new is declared where the document declares anyone."""
        if label not in self.ids and self.agents:
            self.taken = self.taken or set(_IDS.findall(self.patch.source))
            self.added[label] = self.ids[label] = new_id(label, self.taken)
        return self.ids.get(label, label)

    def edits(self) -> Iterator[Edit]:
        """The changes in the head."""
        for old, new in self.renamed.items():
            agent = self.agents[self.ids[old]]
            if agent.name is not None:
                yield agent.name.inner, agent.name.close, escape(new)
                continue
            element = agent.element
            name = f'<{_prefix(element)}name type="full">{escape(new)}</{_prefix(element)}name>'
            yield element.begin, element.stop, self.patch.render(element, {}, [name, *element.elements])
        if not self.added:
            return
        last = max((agent.element for agent in self.agents.values()), key=lambda element: element.begin)
        before = self.patch.source[: last.begin]
        gap = before[len(before.rstrip()) :]
        made = "".join(gap + declaration(own, label, _prefix(last)) for label, own in self.added.items())
        yield last.stop, last.stop, made


def _prefix(element: Element) -> str:
    space, colon, _ = element.name.rpartition(":")
    return space + colon


def _renamed(change: Change) -> Iterator[tuple[str, str]]:
    """Labels all of whose words, and no others, get a label that is new."""
    pairs = set(zip(change.old, change.new, strict=True))
    befores, afters = [old for old, _ in pairs], [new for _, new in pairs]
    for old, new in sorted(pairs):
        alone = befores.count(old) == 1 and afters.count(new) == 1
        if alone and new not in befores and UNLABELLED not in (old, new):
            yield old, new
