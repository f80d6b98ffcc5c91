"""Reads the pages of one PDF, in a process of its own that can be stopped.

A page may keep any reader of PDF busy for ever, and nothing but the end of a process interrupts
that. This file is run by its path and imports nothing of the package, so that it starts quickly.

It takes a line of JSON (where to find libraries, how many bytes follow) and the PDF on standard
input, then numbers of pages; it answers each with a line of JSON on standard output.
"""

import json
import sys
from io import BytesIO
from typing import Any, BinaryIO

MOST_LETTERS = 100_000
"""Letters of a page that are read."""


def limit(memory: int, seconds: int) -> None:
    """Keeps this process small, and from outliving whoever has started it."""
    try:
        import resource
    except ImportError:  # not on Windows, where only the time is limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def opened(content: bytes) -> tuple[Any, dict[str, Any]]:
    """The open PDF and what is said of it: the number of its pages and their labels."""
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


def main(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answers until nothing is asked any more."""

    def answer(what: dict[str, Any]) -> None:
        answers.write(json.dumps(what).encode() + b"\n")
        answers.flush()

    order = json.loads(asked.readline())
    sys.path.extend(order["path"])
    reader: Any = None
    try:
        limit(order["memory"], order["seconds"])
        reader, said = opened(asked.read(order["bytes"]))
        answer(said)
    except MemoryError:
        answer({"error": "memory"})
    except Exception as error:  # pypdf raises what its parts raise
        answer({"error": "broken", "why": type(error).__name__})
    while reader is not None and (line := asked.readline()):
        try:
            answer({"text": reader.pages[int(line)].extract_text()[:MOST_LETTERS]})
        except MemoryError:
            answer({"error": "memory"})
        except Exception as error:  # one page may be broken and the next one whole
            answer({"error": "broken", "why": type(error).__name__})


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
