"""The frame of an HTML page that loads nothing."""

from __future__ import annotations

from collections.abc import Iterable


def sheet(title: str, policy: str, style: str, body: Iterable[str]) -> str:
    """A whole page of ready markup: `title` and `body` are escaped already; `policy` is what the page may do."""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{title}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )
