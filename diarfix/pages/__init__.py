"""Pages that need nothing but a browser: the look they share, and the report."""
