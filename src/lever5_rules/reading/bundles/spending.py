"""The budget of bytes of a bundle: files beyond it are not opened."""

import errno
from collections.abc import Callable, Iterable
from typing import BinaryIO

from attrs import evolve

from lever5_rules.core.budgets import Budgets

from .raw_files import RawFile


def affordable(files: Iterable[RawFile], budgets: Budgets) -> tuple[RawFile, ...]:
    """Return the files in order; those beyond the budget of bytes raise OSError when opened."""
    remaining = budgets.megabytes << 20
    raw_files = []
    for file in files:
        size = file.bytes
        if size > remaining:
            file = evolve(file, opener=_closed(budgets), content=None)
        else:
            remaining -= size
        raw_files.append(file)
    return tuple(raw_files)


def _closed(budgets: Budgets) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        raise OSError(
            errno.EFBIG,
            f"with it the bundle would hold more than {budgets.megabytes:,} MB. Leave out what is "
            "not evidence, or raise the budget `megabytes`",
        )

    return opened
