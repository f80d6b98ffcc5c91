"""Whether this Python can start other processes: in a browser it cannot."""

import sys


def can_start_processes() -> bool:
    """Return whether other processes can be started.

    This is the only question about the platform that the package asks.
    """
    return sys.platform != "emscripten"
