"""Stepping through what diarfix proposes. `session` is all of it without a screen; screens only show it."""
