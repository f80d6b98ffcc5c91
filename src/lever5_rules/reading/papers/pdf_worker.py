"""A worker process that reads the pages of one PDF and can be stopped.

A page may keep any PDF reader busy forever, and only ending the process interrupts that. This file
is run by its path and imports nothing of the package, so that it starts quickly.

Standard input: a line of JSON (where to find libraries, how many bytes follow), the PDF, then page
numbers. Standard output: a line of JSON for each.
"""

import json
import sys
from io import BytesIO
from typing import Any, BinaryIO

MOST_LETTERS = 100_000
"""The most characters of a page that are read."""


def limit(memory: int, seconds: int) -> None:
    """Limit the memory of this process, and its time, so that it cannot outlive its parent for
    long."""
    try:
        import resource
    except ImportError:  # on Windows there is no such module, and only time is limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def opened(content: bytes) -> tuple[Any, dict[str, Any]]:
    """Return the open PDF with its number of pages and page labels."""
    import logging

    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return None, {"error": "password"}
    pages = len(reader.pages)
    try:
        labels = [str(label) for label in reader.page_labels]
    except Exception:  # labels are optional, and often broken
        labels = []
    return reader, {"pages": pages, "labels": labels if len(labels) == pages else []}


def text_of(reader: Any, page: int) -> dict[str, Any]:
    """Return the text of a page, counted from 0."""
    return {"text": reader.pages[page].extract_text()[:MOST_LETTERS]}


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the input ends."""

    def answer(what: dict[str, Any]) -> None:
        answers.write(json.dumps(what).encode() + b"\n")
        answers.flush()

    order = json.loads(requests.readline())
    sys.path.extend(order["path"])
    reader: Any = None
    try:
        limit(order["memory"], order["seconds"])
        reader, opening = opened(requests.read(order["bytes"]))
        answer(opening)
    except MemoryError:
        answer({"error": "memory"})
    except Exception as error:  # pypdf passes on any exception of its parsers
        answer({"error": "broken", "why": type(error).__name__})
    while reader is not None and (line := requests.readline()):
        try:
            answer(text_of(reader, int(line)))
        except MemoryError:
            answer({"error": "memory"})
        except Exception as error:  # a broken page does not make the next one unreadable
            answer({"error": "broken", "why": type(error).__name__})


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
