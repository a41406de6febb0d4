"""The review on a terminal: widgets that show a session, and the keys that drive it."""
