"""A process that judges one bundle after another, and may die without harm to any other.

It is a standard pool of one worker: if the worker dies, only its current bundle is lost, and it is
certain which one that was. A survey has one for each core; on a cluster, each thread of a Dask
worker has one.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import SpawnProcess
from typing import Any

from lever5_rules.core.errors import Lever5Error, UsageError
from lever5_rules.support.error_text import error_text
from lever5_rules.support.memory import give_back_memory
from lever5_rules.support.process_limits import limit_cores, limit_memory

from .judging import FAILED, Answer, Known, judge
from .places import Place
from .settings import LoadedRules, Settings, load_rules

SECONDS_TO_START = 300
DIED = (
    "The process that judged it ended twice without an answer: a plugin or a library ended it, or "
    "the system did, for lack of memory."
)
_NOT_STARTED = (
    "The processes that judge the bundles cannot be started. In a script, call survey below the "
    'line if __name__ == "__main__":, as for every pool of processes.'
)


class JudgingProcess:
    """A process with the plugins and the ruleset of a survey loaded."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool: ProcessPoolExecutor | None = None
        self.process: SpawnProcess | None = None
        self.fingerprint = ""
        self.closed = False

    def judge(self, place: Place, records: tuple[Known, ...]) -> Answer:
        """Return the result for a bundle, whatever it does to the process.

        Raises UsageError if no process can be started.
        """
        for _ in range(2):
            pool = self._started()
            try:
                future = pool.submit(_judge, place, records)
                return future.result(timeout=self.settings.seconds)
            except TimeoutError:
                self._end()
                seconds = f"{self.settings.seconds:g}"
                reason = f"It took more than the {seconds} seconds that a bundle may take."
                return Answer(FAILED, reason=reason)
            except (BrokenProcessPool, CancelledError):
                self._end()
            except RuntimeError:  # it was closed before the bundle came to it
                if not self.closed:
                    raise
        return Answer(FAILED, reason=DIED)

    def close(self) -> None:
        """End the process, whatever it is doing, and start no other."""
        self.closed = True
        self._end()

    def _end(self) -> None:
        pool, process = self.pool, self.process
        self.pool = self.process = None
        if process is not None:
            process.kill()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self.closed:
            raise UsageError("The survey was stopped.")
        if self.pool is None:
            # The processes of a Dask worker may have none of their own, unless they are told so.
            if multiprocessing.current_process().daemon:
                multiprocessing.current_process().daemon = False
            _block_interrupts()
            context = multiprocessing.get_context("spawn")
            self.pool = ProcessPoolExecutor(1, context, _start, (self.settings, list(sys.path)))
            try:
                number, self.fingerprint = self.pool.submit(_ready).result(SECONDS_TO_START)
            except (BrokenProcessPool, CancelledError, TimeoutError):
                self._end()
                raise UsageError(_NOT_STARTED) from None
            children = (child for child in multiprocessing.active_children() if child.pid == number)
            self.process = next(children, None)  # type: ignore[assignment]
        return self.pool


def _block_interrupts() -> None:
    """Block interrupts in this thread and the processes that it starts; the main thread handles
    them.
    """
    if hasattr(signal, "pthread_sigmask"):  # absent on Windows
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # its start would undo the next line
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


_state: dict[str, Any] = {}
"""In such a process: its rules, or the error that it ended with."""


def _start(settings: Settings, path: list[str]) -> None:
    """Prepare the process: it ends with the process that started it, and ignores interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    above = multiprocessing.parent_process()
    if above is not None:
        threading.Thread(target=_end_with, args=(above,), daemon=True).start()
    limit_cores()
    sys.path[:] = path
    try:
        _state["rules"] = load_rules(settings)
    except Lever5Error as error:
        _state["error"] = error
    except BaseException as error:  # a plugin's module may raise anything
        _state["error"] = UsageError(f"The plugins cannot be loaded: {error_text(error)}.")
    gc.collect()
    gc.freeze()  # plugins and ruleset stay; a collection passes them over
    limit_memory(settings.megabytes)


def _end_with(above: Any) -> None:
    above.join()
    os._exit(1)


def _ready() -> tuple[int, str]:
    if "error" in _state:
        raise _state["error"]
    rules: LoadedRules = _state["rules"]
    return os.getpid(), rules.fingerprint


def _judge(place: Place, records: tuple[Known, ...]) -> Answer:
    answer = judge(_state["rules"], place, records)
    give_back_memory()  # what refers to itself, such as a report, would wait long for it
    return answer
