"""Numbers as people read them, the same in tables, Markdown and the page."""

from __future__ import annotations

from diarfix.bench.bootstrap import Interval


def visible(text: str) -> str:
    """Without control characters, which a terminal would obey and XML cannot hold."""
    return "".join(char if char.isprintable() else "�" for char in text)


def percent(share: float | None, digits: int = 2) -> str:
    """A share in percent; a dash for nothing.

    >>> percent(0.0142), percent(None)
    ('1.42 %', '–')
    """
    return "–" if share is None else f"{100 * share:.{digits}f} %"


def count(number: int) -> str:
    """An integer with its thousands set off."""
    return f"{number:,}"


def signed(number: float) -> str:
    """An integer with its sign.

    >>> signed(-1200), signed(0), signed(3)
    ('−1,200', '0', '+3')
    """
    whole = round(number)
    return "0" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole):,}"


def ratio(repaired: int, broken: int) -> str:
    """Words repaired for each one broken.

    >>> ratio(12, 5), ratio(3, 0), ratio(0, 0), ratio(0, 2)
    ('2.4', 'none broken', '–', '0.0')
    """
    if broken:
        return f"{repaired / broken:.1f}"
    return "none broken" if repaired else "–"


def span(found: Interval | None) -> str:
    """A signed interval of whole numbers.

    >>> span(Interval(-12, 3)), span(None)
    ('−12 … +3', '–')
    """
    if found is None or found.low is None or found.high is None:
        return "–"
    return f"{signed(found.low)} … {signed(found.high)}"


def ratio_span(found: Interval | None) -> str:
    """An interval of ratios, which may have no upper bound."""
    if found is None or found.low is None:
        return "–"
    low, high = ("∞" if bound is None else f"{bound:.1f}" for bound in (found.low, found.high))
    return f"{low} … {high}"


def decimal(number: float | None, digits: int = 3) -> str:
    """A number with so many digits; a dash for nothing."""
    return "–" if number is None else f"{number:.{digits}f}"


def words(number: int) -> str:
    """A number of words.

    >>> words(1), words(1200)
    ('1 word', '1,200 words')
    """
    return f"{number:,} word{'' if number == 1 else 's'}"
