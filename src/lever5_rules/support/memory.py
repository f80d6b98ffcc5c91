"""Return of free memory to the operating system."""

import ctypes
import gc
import sys


def give_back_memory() -> None:
    """Collect garbage, and return free memory of the C library to the system.

    Otherwise a process that has judged one large bundle stays large, and grows further with the
    next.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # absent in musl
        if trim is not None:
            trim(0)
