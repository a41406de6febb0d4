"""`python -m diarfix`: the command line."""

import sys

from diarfix.cli import main

if __name__ == "__main__":
    sys.exit(main())
