"""Repairs who said what in auto-generated transcripts, from the words alone."""

__version__ = "0.1.0"
