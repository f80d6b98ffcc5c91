"""Memory that is free inside a process, given back to the system."""

import ctypes
import gc
import sys


def give_back_memory() -> None:
    """Collect garbage, and give back what the C library holds free.

    Without it, a process that has had one large bundle stays large for all that follow, and grows
    beyond that with the next large one.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # absent in musl
        if trim is not None:
            trim(0)
