"""Small facts about words as written: their plain form, marks and letter case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_TERMINAL = re.compile(r"[.?!…][\"'”’)\]]*$")
_ABBREVIATIONS = frozenset(
    """mr. mrs. ms. dr. prof. st. vs. etc. e.g. i.e. u.s. u.k. a.m. p.m. inc. ltd. co. corp. jr. sr. gen. sen.
    rep.""".split()
)


def plain(word: str) -> str:
    """The word without its outer marks, in lower case; a word that is all marks stays as it is.

    >>> plain("“Day,"), plain("don't"), plain("--")
    ('day', "don't", '--')
    """
    return _EDGES.sub("", word).casefold() or word


def ends_sentence(word: str) -> bool:
    """Whether the word carries a final mark; "..." counts, an abbreviation's full stop does not.

    >>> [ends_sentence(w) for w in ("park.", "park?”", "well...", "Mr.", "park,")]
    [True, True, True, False, False]
    """
    return bool(_TERMINAL.search(word)) and word.casefold() not in _ABBREVIATIONS


def is_capitalised(word: str) -> bool:
    """Whether the first letter is upper case.

    >>> [is_capitalised(w) for w in ("Day,", "day", "(Then", "3,000")]
    [True, False, True, False]
    """
    letter = next((char for char in word if char.isalnum()), "")
    return letter.isupper()


@lru_cache(maxsize=100_000)
def safe(text: str) -> str:
    """The text without what would move a terminal's cursor or turn its direction.

    >>> safe("a\\x1b[2Jb"), safe("Bo\\u202eb")
    ('a·[2Jb', 'Bo·b')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join("·" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else char
                   for char in text)
