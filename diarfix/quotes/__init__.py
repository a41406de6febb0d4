"""The quote guard: quotes that others publish, found in the transcript, and whose words they are."""

from diarfix.quotes.parse import Quote, noted_quotes, parse_quotes, read_quotes
from diarfix.quotes.testify import testimony_of
from diarfix.quotes.verdict import Checked, check_quotes, stand_under

__all__ = [
    "Checked", "Quote", "check_quotes", "noted_quotes", "parse_quotes", "read_quotes", "stand_under",
    "testimony_of",
]
