"""Pages of a PDF as text, read in a separate process, so that no file can block a check.

In a browser, which has no processes, they are read in the page's own worker.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from math import ceil
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any, BinaryIO, Protocol

from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import UnreadablePaper
from lever5_rules.support.processes import can_start_processes

from . import pdf_worker
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


class Channel(Protocol):
    """A connection to a reader of PDFs; answers are plain data, `{"text": ...}` or `{"error":
    ...}`.
    """

    def begin(self) -> dict[str, Any]: ...

    def page(self, number: int) -> dict[str, Any]: ...

    def close(self) -> None: ...


class Pdf:
    """A PDF that is read through a channel. Raises UnreadablePaper if it cannot be read.

    `labels` are the page numbers that the file defines, or empty.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._texts: dict[int, Text] = {}
        self._letters = 0
        answer = channel.begin()
        if "error" in answer:
            raise UnreadablePaper(_explain(answer))
        self.pages: int = answer["pages"]
        self.labels: list[str] = answer["labels"]
        if not self.pages:
            raise UnreadablePaper(f"it has no pages. {_AGAIN}")

    def text(self, page: int) -> Text:
        """Return the text of a page, counted from 0, for lookups."""
        if page not in self._texts:
            self._texts[page] = Text(self.written(page))
        return self._texts[page]

    def written(self, page: int) -> str:
        """Return the text of a page as it is written; empty if the page is broken."""
        if self._letters > MOST_LETTERS:
            raise UnreadablePaper(TOO_LONG)
        text = str(self._channel.page(page).get("text", ""))
        self._letters += len(text)
        return text


class ThisProcess:
    """A PDF that is read in this process, for browsers, where no other can be started.

    The time limit is checked before each page. A page that takes forever cannot be interrupted from
    here, but the page in the browser then restarts its worker.
    """

    def __init__(self, raw: BinaryIO, seconds: float) -> None:
        self._raw = raw
        self._seconds = seconds
        self._until = monotonic() + seconds
        self._reader: Any = None

    def begin(self) -> dict[str, Any]:
        self._reader, answer = answered(lambda: pdf_worker.opened(self._raw.read()))
        return answer

    def page(self, number: int) -> dict[str, Any]:
        if monotonic() > self._until:
            raise UnreadablePaper(late(self._seconds))
        return answered(lambda: (None, pdf_worker.text_of(self._reader, number)))[1]

    def close(self) -> None:
        self._reader = None


def answered(ask: Callable[[], tuple[Any, dict[str, Any]]]) -> tuple[Any, dict[str, Any]]:
    """Return the requested data, or the reason for not giving it, as the separate process would."""
    try:
        return ask()
    except MemoryError:
        return None, {"error": "memory"}
    except Exception as error:
        return None, {"error": "broken", "why": type(error).__name__}


class OtherProcess:
    """A PDF that is read in a separate process, which is stopped after a time limit."""

    def __init__(self, raw: BinaryIO, size: int, seconds: float) -> None:
        command = [sys.executable, "-I", "-B", str(_WORKER)]
        pipe = subprocess.PIPE
        self._seconds = seconds
        self._late = False
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self._timer = Timer(seconds, self._stop)
        self._timer.daemon = True
        self._timer.start()
        order = {"path": sys.path, "bytes": size, "memory": MOST_MEMORY, "seconds": ceil(seconds)}
        self._pieces = chain(
            [json.dumps(order).encode() + b"\n"], iter(partial(raw.read, _PIECE), b"")
        )

    def begin(self) -> dict[str, Any]:
        self._send(self._pieces)
        return self._receive()

    def page(self, number: int) -> dict[str, Any]:
        if self._late:
            raise UnreadablePaper(late(self._seconds))
        self._send([b"%d\n" % number])
        return self._receive()

    def close(self) -> None:
        """End the process without waiting for answers."""
        self._timer.cancel()
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()

    def _send(self, pieces: Iterable[bytes]) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        for piece in pieces:
            try:
                pipe.write(piece)
                pipe.flush()
            except OSError:
                return  # the process has ended, and the missing answer will show that

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        if self._late:
            raise UnreadablePaper(late(self._seconds))
        raise UnreadablePaper(f"it stopped the program that reads it. {_AGAIN}")

    def _stop(self) -> None:
        self._late = True
        self._process.kill()


@contextmanager
def opened(file: RawFile, seconds: float) -> Iterator[Pdf]:
    """Yield an open PDF, and close it afterwards."""
    try:
        with file.open() as raw:
            size = raw.seek(0, 2)
            raw.seek(0)
            if size > MOST_BYTES:
                raise UnreadablePaper(f"it is larger than {MOST_BYTES >> 20} MB. {_AGAIN}")
            separate = can_start_processes()
            channel = OtherProcess(raw, size, seconds) if separate else ThisProcess(raw, seconds)
            try:
                yield Pdf(channel)
            finally:
                channel.close()
    except OSError as error:
        raise UnreadablePaper(f"it cannot be opened ({error.strerror}).") from None


def _explain(answer: dict[str, Any]) -> str:
    match answer["error"], answer.get("why"):
        case "password", _:
            return "it is encrypted. Save it without a password."
        case "broken", "DependencyError":
            return "it is encrypted. Save it without a password and without protection."
        case "memory", _:
            return f"reading it takes more than {MOST_MEMORY >> 20} MB. {_AGAIN}"
        case _, why:
            return f"it is not a PDF that can be read ({why}). {_AGAIN}"
