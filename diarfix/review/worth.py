"""What a look at an edit is worth: wrong words saved per second of the reviewer's time.

    worth = words that the look may put right / seconds that it takes

An edit of `n` words that waits at confidence p saves `p * n` words once accepted. One that is made already saves
`(1 - p) * n` where it is rejected.
"""

from __future__ import annotations

from diarfix.edits import Edit

SECONDS_A_WORD = 60 / 238
"""Silent reading of English prose, 238 words a minute (Brysbaert 2019, Journal of Memory and Language 109)."""

SETTLING = 2.5
"""Seconds to find one's place and to press a key, however short the passage: about two eye sweeps and a keystroke."""

AROUND = 14
"""Words read on either side of a move."""

MOST = 80
"""Words read of a long passage before one decides."""

RENAME = 60
"""Words read to judge whether two labels are one person, or who someone is."""


def seconds(edit: Edit) -> float:
    """Seconds to decide on an edit.

    >>> short, long = (Edit("", "move", 0, n, "A", "B", 0.5) for n in (1, 50))
    >>> round(seconds(short), 1), round(seconds(long), 1)
    (9.8, 22.2)
    """
    read = min(edit.words, MOST) + 2 * AROUND if edit.kind == "move" else RENAME
    return SETTLING + SECONDS_A_WORD * read


def worth(edit: Edit, words: int, made: bool) -> float:
    """Words a second; `words` are those that change their label with the edit.

    >>> edit = Edit("", "move", 0, 4, "A", "B", 0.5)
    >>> round(worth(edit, 4, made=False), 3)
    0.189
    """
    wrong = 1 - edit.confidence if made else edit.confidence
    return wrong * words / seconds(edit)
