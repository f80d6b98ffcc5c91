"""How files become evidence: a reader for each form that districts keep it in.

Readers are asked in their order, the more particular ones first; each takes what it knows from
the files that are left. What nobody takes is listed as unknown.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

from attrs import frozen

from lever5_rules.reading.bundles.raw_files import RawFile

from .intake import Intake

Group: TypeAlias = tuple[RawFile, ...]
"""Files that are read together; mostly one."""


@frozen(eq=False, repr=False)
class Reader:
    """A form of evidence. `claims` picks from the files that are left those that it reads, in
    groups; `read` puts what a group says into the intake, with its problems, and lists its files.

    Neither may fail because of what stands in a file: that is a problem, noted with its place.
    A reader that is `late` reads after all others, and may ask the intake for their tables.
    """

    name: str
    claims: Callable[[Sequence[RawFile], Intake], Iterable[Group]]
    read: Callable[[Group, Intake], None]
    late: bool = False


def by_ending(
    name: str, endings: tuple[str, ...], read: Callable[[RawFile, Intake], None]
) -> Reader:
    """A reader of single files that are told by the ending of their name."""

    def claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
        return [
            (file,)
            for file in files
            if file.path.lower().endswith(endings)
            and (file.content is None or isinstance(file.content, bytes))
        ]

    return Reader(name, claims, lambda group, intake: read(group[0], intake))


def digest_of(file: RawFile) -> str:
    """The SHA-256 of a file. Raises OSError where it cannot be read."""
    with file.open() as raw:
        return sha256(raw.read()).hexdigest()
