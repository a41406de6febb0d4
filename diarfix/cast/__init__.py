"""The cast: who stands behind each label, in which role, and what says so."""

from diarfix.cast.build import build_cast
from diarfix.cast.record import Cast, Clue, Member, Role

__all__ = ["Cast", "Clue", "Member", "Role", "build_cast"]
