"""Files that report when they are read, and files that are not to be read again."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

from attrs import evolve

from .workplace import megabytes

DOCUMENTS = (".pdf", ".docx")
TIME = "it took too long to read in this browser"
MEMORY = "reading it takes more memory than this browser gives"


def watched(file: Any, skipped: Mapping[str, str], tell: Callable[[str], object]) -> Any:
    """Return a file that reports when it is opened.

    Those in `skipped`, each with the reason, are not opened again, except to hash a document that
    took too long.
    """
    why = skipped.get(file.path)
    for_its_hash = why == TIME and file.path.lower().endswith(DOCUMENTS)

    def opened() -> BinaryIO:
        nonlocal for_its_hash
        if why is not None and not for_its_hash:
            raise OSError(0, why)
        for_its_hash = False
        tell(f"reading {file.path}")
        raw: BinaryIO = file.open()
        return raw

    return evolve(file, opener=opened)


def too_much(sizes: Mapping[str, int], memory: int) -> str:
    """Return the message that the browser gives no more memory.

    `sizes` are those of the files in bytes, `memory` is the memory used by Python.
    """
    largest = max(sizes, key=sizes.__getitem__, default="")
    when = f", when it had taken {megabytes(memory)}" if memory else ""
    size = f" The files hold {megabytes(sum(sizes.values()))}" if sizes else ""
    most = f", the largest of them, {largest}, {megabytes(sizes[largest])}." if sizes else ""
    return (
        f"The browser gave the checker no more memory{when}.{size}{most} Leave out what is not "
        "evidence, or check them with the installed program, lever5 check."
    )


def require_memory(messages: Iterable[str]) -> None:
    """Raise MemoryError if a reader or rule failed for lack of memory.

    The library reports it by name among the failures.
    """
    if any(MemoryError.__name__ in message for message in messages):
        raise MemoryError
