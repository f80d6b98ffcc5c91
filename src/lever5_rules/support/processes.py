"""Whether this Python can start other processes: in a browser it cannot."""

import sys


def can_start_processes() -> bool:
    """Return whether there are processes; the only question about the platform that is asked."""
    return sys.platform != "emscripten"
