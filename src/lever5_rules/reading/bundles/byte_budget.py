"""The budget of bytes of a bundle: files beyond it are not opened."""

import errno
from collections.abc import Iterable
from typing import BinaryIO

from attrs import evolve

from lever5_rules.core.budgets import Budgets

from .raw_files import RawFile


def within_byte_budget(files: Iterable[RawFile], budgets: Budgets) -> tuple[RawFile, ...]:
    """Return the files in order; those beyond the budget of bytes raise OSError when opened."""

    def refuse() -> BinaryIO:
        raise OSError(
            errno.EFBIG,
            f"with it the bundle would hold more than {budgets.megabytes:,} MB. Leave out what is "
            "not evidence, or raise the budget `megabytes`",
        )

    remaining = budgets.megabytes << 20
    raw_files = []
    for file in files:
        if file.bytes > remaining:
            file = evolve(file, opener=refuse, content=None)
        else:
            remaining -= file.bytes
        raw_files.append(file)
    return tuple(raw_files)
