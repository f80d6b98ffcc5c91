"""Fewer runs of the cycle collector, while much is made that stays and nothing that is a cycle."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from attrs import define, field

MADE = 50_000
"""So many objects more than were given up are made before the collector runs; by default 700."""


@define(eq=False, repr=False, slots=False)
class _Rare:
    """How many are asking for it, and what the process had set before the first of them."""

    lock: Lock = field(factory=Lock)
    asking: int = 0
    before: tuple[int, int, int] = (0, 0, 0)


_RARE = _Rare()


@contextmanager
def rare_collections() -> Iterator[None]:
    """While at least one thread is within it, the collector of the process runs rarely. It is
    neither switched off nor on, so that memory stays bounded; afterwards it is set as before. What
    somebody else sets, before or meanwhile, is left as it is where it is rarer or newer."""
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
