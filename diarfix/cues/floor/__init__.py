"""Who is let in to speak: announcements and hand-overs, found by patterns over plain words, without a parse."""

from diarfix.cues.floor.events import Event, Kind, find_events
from diarfix.cues.floor.script import Script

__all__ = ["Event", "Kind", "Script", "find_events"]
