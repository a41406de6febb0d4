"""What a show's configuration knows of its people: names, labels, phrases and how each talks."""

from diarfix.show.phrases import phrase_testimony
from diarfix.show.profile import Regulars, read_profile, recognise, write_profile
from diarfix.show.record import Known, known_of
from diarfix.show.rename import Renames, show_renames

__all__ = [
    "Known", "Regulars", "Renames", "known_of", "phrase_testimony", "read_profile", "recognise", "show_renames",
    "write_profile",
]
