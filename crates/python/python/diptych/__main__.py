"""The command line, as `diptych` or `python -m diptych`."""

import signal
import sys

from . import _native


def main() -> None:
    """Does what the words ask, and ends with the command's exit code."""
    # Ctrl-C is the command's own business, not Python's.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.main(["diptych", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
