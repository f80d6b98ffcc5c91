"""What of a bundle there are bytes for: a file that is beyond the budget is not opened."""

import errno
from collections.abc import Callable, Iterable
from typing import BinaryIO

from attrs import evolve

from lever5_rules.core.budgets import Budgets

from .raw_files import RawFile


def affordable(files: Iterable[RawFile], budgets: Budgets) -> tuple[RawFile, ...]:
    """The files in this order, with those that the budget of bytes is not enough for closed: to
    open one raises OSError, as if the disk could not give it. The others are as they were."""
    left = budgets.megabytes << 20
    raw_files = []
    for file in files:
        size = file.bytes
        if size > left:
            file = evolve(file, opener=_closed(budgets), content=None)
        else:
            left -= size
        raw_files.append(file)
    return tuple(raw_files)


def _closed(budgets: Budgets) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        raise OSError(
            errno.EFBIG,
            f"with it the bundle would hold more than {budgets.megabytes:,} MB. Leave out what is "
            "no evidence, or raise the budget `megabytes`",
        )

    return opened
