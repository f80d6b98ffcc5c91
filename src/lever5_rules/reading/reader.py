"""Readers: one for each form in which districts keep evidence.

Readers are asked in order, the more specific ones first; each claims files from those that are
left. Files that nobody claims are listed as unknown.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

from attrs import frozen

from lever5_rules.core.values import short_repr
from lever5_rules.reading.bundles.raw_files import RawFile

from .intake import Intake

Group: TypeAlias = tuple[RawFile, ...]
"""Files that are read together; usually one."""


@short_repr("name")
@frozen(eq=False, repr=False)
class Reader:
    """A reader of one form of evidence.

    `claims` selects, in groups, the files that it reads from those that are left. `read` adds the
    contents of a group to the intake, with its problems, and lists its files. Neither may fail
    because of the contents of a file: that is a problem, recorded with its place. A reader that is
    `late` runs after all others and may use the tables in the intake.
    """

    name: str
    claims: Callable[[Sequence[RawFile], Intake], Iterable[Group]]
    read: Callable[[Group, Intake], None]
    late: bool = False


def has_ending(file: RawFile, endings: tuple[str, ...]) -> bool:
    """Return whether a file holds bytes and its name has one of the endings, in any case."""
    return file.is_bytes and file.path.lower().endswith(endings)


def by_ending(
    name: str, endings: tuple[str, ...], read: Callable[[RawFile, Intake], None]
) -> Reader:
    """Return a reader of single files that are recognized by their file ending."""

    def claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
        return [(file,) for file in files if has_ending(file, endings)]

    return Reader(name, claims, lambda group, intake: read(group[0], intake))


def digest_of(file: RawFile) -> str:
    """Return the SHA-256 of a file. Raises OSError if it cannot be read."""
    with file.open() as raw:
        return sha256(raw.read()).hexdigest()
