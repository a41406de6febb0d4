"""Objects of recognisers' own packages, as the JSON they stand for and back: by what they can do, not by their names.

    pydantic (Deepgram, AssemblyAI)   model_dump / model_validate, or dict / parse_obj
    Rev.ai                            to_dict / from_json
    Google (proto-plus)               the class's to_json / from_json
    dataclasses (Speechmatics)        asdict / from_dict

None of the packages is imported: whoever has such an object has the package.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from diarfix.errors import DiarfixError, Place
from diarfix.formats.in_memory import NAME


class Shape(NamedTuple):
    """A way in which objects become data: `fits`, to plain data, and back to the class."""

    fits: Callable[[Any], bool]
    data: Callable[[Any], Any]
    back: Callable[[type, Any], Any]


def _does(item: Any, name: str) -> bool:
    return callable(getattr(item, name, None))


SHAPES = (
    Shape(lambda given: _does(given, "model_dump") and _does(type(given), "model_validate"),
          lambda given: given.model_dump(by_alias=True, exclude_unset=True),
          lambda kind, data: kind.model_validate(data)),  # type: ignore[attr-defined]
    Shape(lambda given: _does(given, "dict") and _does(type(given), "parse_obj"),
          lambda given: given.dict(by_alias=True, exclude_unset=True),
          lambda kind, data: kind.parse_obj(data)),  # type: ignore[attr-defined]
    Shape(lambda given: _does(given, "to_dict") and _does(type(given), "from_json"),
          lambda given: given.to_dict(),
          lambda kind, data: kind.from_json(data)),  # type: ignore[attr-defined]
    Shape(lambda given: _does(type(given), "to_json") and _does(type(given), "from_json"),
          lambda given: json.loads(type(given).to_json(given)),
          lambda kind, data: kind.from_json(json.dumps(data))),  # type: ignore[attr-defined]
    Shape(lambda given: dataclasses.is_dataclass(given) and _does(type(given), "from_dict"),
          dataclasses.asdict,
          lambda kind, data: kind.from_dict(data)),  # type: ignore[attr-defined]
)
"""Tried in this order."""


def opened(given: Any) -> tuple[Any, Callable[[Any], Any]]:
    """The data an object stands for, and what makes an object of its class of such data. Raises E203 for others."""
    for shape in SHAPES:
        if shape.fits(given):
            return shape.data(given), partial(shape.back, type(given))
    what = f"nothing is known of objects such as {type(given).__name__}"
    raise DiarfixError("E203", what, "give the dict or the JSON text that it stands for", Place(NAME))
