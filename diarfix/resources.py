"""Where the files that come with diarfix stand, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

from diarfix.errors import DiarfixError

_PACKAGE = Path(__file__).resolve().parent


def rules_dir() -> Path:
    """The folder of the bundled rules; `DiarfixError` E404 where there is none.

    installed   site-packages/diarfix/_rules
    checkout    rules, beside the package
    """
    for folder in (_PACKAGE / "_rules", _PACKAGE.parent / "rules"):
        if folder.is_dir():
            return folder
    raise DiarfixError("E404", f"no bundled rules beside {_PACKAGE}", "install diarfix again")
