"""Reviewing in the browser: one page from this machine, for this machine. The session does everything; see `desk`."""
