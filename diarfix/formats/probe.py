"""What detection looks at: a text, with its JSON or XML parsed at most once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from diarfix.errors import DiarfixError
from diarfix.formats import json_doc, xml_doc
from diarfix.formats.json_doc import Node

_JSON = re.compile(r"\s*(?:\{|\[\s*(?:\{|\]))")
_XML = re.compile(r"\s*<(?:\?xml\b|[A-Za-z_][\w.-]*:?tt\b|tt\b|ANNOTATION_DOCUMENT\b|!DOCTYPE\s++(?!(?i:html)))")

HEAD = 4000
"""Characters that line-based formats look at."""


@dataclass(frozen=True)
class Probe:
    """A text to be told apart. `name` stands in error messages."""

    text: str = field(repr=False)
    name: str = "<text>"

    @cached_property
    def head(self) -> str:
        """The first characters of the text."""
        return self.text[:HEAD]

    @cached_property
    def looks_json(self) -> bool:
        """Whether the text begins as JSON objects and lists of them do, well-formed or not."""
        return bool(_JSON.match(self.text))

    @cached_property
    def looks_xml(self) -> bool:
        """Whether the text begins as an XML document does, well-formed or not."""
        return bool(_XML.match(self.head))

    @cached_property
    def json(self) -> Node | None:
        """The root of the JSON in the text; None where it is no JSON, or malformed (see `trouble`)."""
        return None if not self.looks_json or self.trouble else json_doc.parse(self.text, self.name)

    @cached_property
    def xml_root(self) -> str | None:
        """The root's name as `{namespace}local`; None where the text is no XML, or malformed."""
        return None if not self.looks_xml or self.trouble else xml_doc.parse(self.text, self.name).tag

    @cached_property
    def trouble(self) -> DiarfixError | None:
        """Why a text that begins as JSON or XML cannot be read as such."""
        try:
            if self.looks_json:
                json_doc.parse(self.text, self.name)
            elif self.looks_xml:
                xml_doc.parse(self.text, self.name)
        except DiarfixError as error:
            return error
        return None
