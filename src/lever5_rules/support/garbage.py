"""Fewer runs of the cycle collector while many long-lived objects without cycles are created."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from attrs import define, field

MADE = 50_000
"""Net number of new objects before the collector runs; Python's default is 700."""


@define(eq=False, repr=False, slots=False)
class _Rare:
    """How many callers want rare collections, and the setting before the first of them."""

    lock: Lock = field(factory=Lock)
    asking: int = 0
    before: tuple[int, int, int] = (0, 0, 0)


_RARE = _Rare()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Make the collector run rarely while at least one thread is in this context.

    The collector is never switched on or off, so memory stays bounded. Afterwards the setting is
    restored. A setting made by other code, before or meanwhile, is kept if it is rarer or newer.
    """
    with _RARE.lock:
        _RARE.asking += 1
        if _RARE.asking == 1:
            _RARE.before = gc.get_threshold()
            if 0 < _RARE.before[0] < MADE:
                gc.set_threshold(MADE, *_RARE.before[1:])
    try:
        yield
    finally:
        with _RARE.lock:
            _RARE.asking -= 1
            if not _RARE.asking and gc.get_threshold() == (MADE, *_RARE.before[1:]):
                gc.set_threshold(*_RARE.before)
