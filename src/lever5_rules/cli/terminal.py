"""The terminal: its width, colors, and the progress display."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, TextIO, cast

import click
from attrs import evolve

from lever5_rules.core.text import harmless
from lever5_rules.reading.bundles.bundle import WORKBOOKS, Bundle
from lever5_rules.reading.bundles.raw_files import RawFile

WIDTH = 80
"""The width, in columns, of text for a file or pipe."""
WIDEST = 110
"""The greatest width, in columns, at which lines are easy to read."""
PATIENCE = 1.0
"""The seconds of work before progress is displayed."""
BAR = 24
FRAME = 12
"""The columns around the progress bar."""
COLORS = ("auto", "always", "never")


def columns_of_page() -> int:
    """Return the width of standard output, in columns."""
    return min(_columns_of(sys.stdout), WIDEST) if sys.stdout.isatty() else WIDTH


def takes_color(choice: str) -> bool:
    """Return whether standard output gets color.

    The option decides, then NO_COLOR and FORCE_COLOR, then whether it is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(bundle: Bundle) -> Iterator[Bundle]:
    """Yield the bundle, with a progress bar on standard error while its files are read and judged.

    There is no bar without a terminal, or if the work takes less than `PATIENCE` seconds.
    """
    if not sys.stderr.isatty():
        yield bundle
        return
    watch = _Watch(bundle)
    try:
        yield evolve(bundle, files=tuple(watch.watched(file) for file in bundle.files))
    finally:
        watch.end()


@contextmanager
def steps_done(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yield a function that shows how many steps of all are done, with an estimate of the time that
    is left.

    Nothing is shown without a terminal. A total of 0 clears the line.
    """
    bars: list[Any] = []

    def shown(done: int, total: int, text: str) -> None:
        if not sys.stderr.isatty():
            return
        if bars and not total:
            _clear()
            bars.clear()
        if total and not bars:
            wide = _width_of_bar(_columns_of(sys.stderr))
            bars.append(click.progressbar(length=total, file=sys.stderr, show_pos=True, width=wide))
        for bar in bars:
            bar.label = f"{what}, {text}" if text else what
            bar.update(done - bar.pos)

    try:
        yield shown
    finally:
        shown(0, 0, "")


def _width_of_bar(columns: int) -> int:
    return BAR if columns > 3 * BAR else BAR // 3


def _clear() -> None:
    """Clear the line of a progress bar; click hides the cursor while it draws."""
    blank = " " * (_columns_of(sys.stderr) - 1)
    click.echo(f"\r{blank}\r\x1b[?25h", file=sys.stderr, nl=False, color=True)


class _Watch:
    def __init__(self, bundle: Bundle) -> None:
        self.left = len(bundle.files)
        self.since = time.monotonic()
        self.bar: Any = None

    def watched(self, file: RawFile) -> RawFile:
        opener = file.opener
        return evolve(file, opener=lambda: self.opened(file.path, opener)) if opener else file

    def opened(self, path: str, opener: Callable[[], BinaryIO]) -> BinaryIO:
        raw = opener()
        self.left -= 1
        size = raw.seek(0, os.SEEK_END)
        raw.seek(0)
        return cast(BinaryIO, _Watched(raw, lambda at: self.at(path, at, size)))

    def at(self, path: str, at: int, size: int) -> None:
        """Show how much of a file has been read, after `PATIENCE` seconds."""
        if time.monotonic() - self.since < PATIENCE:
            return
        columns = _columns_of(sys.stderr)
        if self.bar is None:
            width = _width_of_bar(columns)
            self.bar = click.progressbar(length=1, file=sys.stderr, show_eta=False, width=width)
        remainder = f", {self.left} more" if self.left else ""
        # A workbook is loaded at once, and then processed for a long time.
        done = at >= size and not self.left and not path.lower().endswith(WORKBOOKS)
        room = max(columns - self.bar.width - FRAME - len(remainder), 1)
        name = harmless(f"Reading {path.rpartition('/')[2]}", room)
        self.bar.label = "Judging" if done else f"{name}{remainder}"
        self.bar.length, self.bar.pos = max(size, 1), min(at, size)
        self.bar.render_progress()

    def end(self) -> None:
        """Clear the line of the progress bar."""
        if self.bar is not None:
            _clear()


def _columns_of(stream: TextIO) -> int:
    """Return the columns of the terminal behind a stream; the other may not be a terminal."""
    setting = os.environ.get("COLUMNS", "")
    if setting.isdecimal() and int(setting):
        return int(setting)
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH


class _Watched:
    """A file that reports how much of it has been read."""

    def __init__(self, raw: BinaryIO, at: Callable[[int], None]) -> None:
        self._raw = raw
        self._at = at

    def read(self, size: int = -1) -> bytes:
        content = self._raw.read(size)
        self._at(self._raw.tell())
        return content

    def readinto(self, buffer: Any) -> int:
        number: int = self._raw.readinto(buffer)  # type: ignore[attr-defined]
        self._at(self._raw.tell())
        return number

    def __enter__(self) -> "_Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)
