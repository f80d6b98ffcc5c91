"""Pages of a PDF as text, read in another process, so that no file can block a check."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from math import ceil
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO

from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import UnreadablePaper

from .quotes import Text

MOST_BYTES = 64 << 20
MOST_MEMORY = 256 << 20
MOST_LETTERS = 3_000_000
"""The most characters of a document: about a thousand pages."""
_PIECE = 1 << 16
_WORKER = Path(__file__).with_name("pdf_worker.py")
_AGAIN = "Save it again as PDF from the program that it was written in."


TOO_LONG = "it holds more text than a thousand pages do. Cite a part of it."


def late(seconds: float) -> str:
    """Return the message for a document that exceeded its time."""
    unit = "second" if seconds == 1 else "seconds"
    return (
        f"it took longer than {seconds:g} {unit} to read. {_AGAIN} Or raise the budget "
        "`seconds_each`."
    )


class Pdf:
    """A PDF that is read in another process. Raises UnreadablePaper if it cannot be read.

    `labels` are the page numbers that the file defines, or empty.
    """

    def __init__(
        self, process: "subprocess.Popen[bytes]", raw: BinaryIO, size: int, seconds: float
    ) -> None:
        self._process = process
        self._seconds = seconds
        self._texts: dict[int, Text] = {}
        self._letters = 0
        self._late = False
        self._timer = Timer(seconds, self._stop)
        self._timer.daemon = True
        self._timer.start()
        order = {"path": sys.path, "bytes": size, "memory": MOST_MEMORY, "seconds": ceil(seconds)}
        self._send(
            chain([json.dumps(order).encode() + b"\n"], iter(partial(raw.read, _PIECE), b""))
        )
        said = self._receive()
        if "error" in said:
            raise UnreadablePaper(_reason_of(said))
        self.pages: int = said["pages"]
        self.labels: list[str] = said["labels"]
        if not self.pages:
            raise UnreadablePaper(f"it has no pages. {_AGAIN}")

    def close(self) -> None:
        """Stop the process without waiting for answers."""
        self._timer.cancel()

    def text(self, page: int) -> Text:
        """Return the text of a page, counted from 0; empty if the page is broken."""
        if self._late:
            raise UnreadablePaper(late(self._seconds))
        if page not in self._texts:
            if self._letters > MOST_LETTERS:
                raise UnreadablePaper(TOO_LONG)
            self._send([b"%d\n" % page])
            text = self._receive().get("text", "")
            self._letters += len(text)
            self._texts[page] = Text(text)
        return self._texts[page]

    def _send(self, pieces: Iterable[bytes]) -> None:
        asked = self._process.stdin
        assert asked is not None
        for piece in pieces:
            try:
                asked.write(piece)
                asked.flush()
            except OSError:
                return  # the process has ended, and the missing answer will show that

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line.endswith(b"\n"):
            said: dict[str, Any] = json.loads(line)
            return said
        if self._late:
            raise UnreadablePaper(late(self._seconds))
        raise UnreadablePaper(f"it stopped the program that reads it. {_AGAIN}")

    def _stop(self) -> None:
        self._late = True
        self._process.kill()


@contextmanager
def opened(file: RawFile, seconds: float) -> Iterator[Pdf]:
    """Yield an open PDF, and close it afterwards."""
    command = [sys.executable, "-I", "-B", str(_WORKER)]
    pipe = subprocess.PIPE
    try:
        with file.open() as raw:
            size = raw.seek(0, 2)
            raw.seek(0)
            if size > MOST_BYTES:
                raise UnreadablePaper(f"it is larger than {MOST_BYTES >> 20} MB. {_AGAIN}")
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
            pdf = None
            try:
                pdf = Pdf(process, raw, size, seconds)
                yield pdf
            finally:
                if pdf is not None:
                    pdf.close()
                process.kill()
                with suppress(OSError):
                    process.communicate()
    except OSError as error:
        raise UnreadablePaper(f"it cannot be opened ({error.strerror}).") from None


def _reason_of(said: dict[str, Any]) -> str:
    match said["error"], said.get("why"):
        case "password", _:
            return "it is encrypted. Save it without a password."
        case "broken", "DependencyError":
            return "it is encrypted. Save it without a password and without protection."
        case "memory", _:
            return f"reading it takes more than {MOST_MEMORY >> 20} MB. {_AGAIN}"
        case _, why:
            return f"it is no PDF that can be read ({why}). {_AGAIN}"
