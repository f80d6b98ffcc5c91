"""Workers: the cores of this machine, or those of a Dask scheduler.

Both are executors of the standard library, to which a limited number of bundles is submitted at
once.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager, suppress
from typing import Any

from attrs import frozen

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped

from .judging import FAILED, Answer, Known
from .judging_process import JudgingProcess
from .places import Place
from .settings import Settings

AHEAD = 2
"""How many bundles are submitted for each process that judges."""
SECONDS_TO_CONNECT = 20
Task = tuple[Place, tuple[Known, ...]]

_processes: dict[tuple[str, int], JudgingProcess] = {}
"""The process of each thread that judges for a survey; in a Dask worker they outlive a task."""


def judge_in_process(settings: Settings, fingerprint: str, task: Task) -> Answer:
    """Judge a bundle in the process that belongs to this thread.

    Raises UsageError if it would not judge as the survey's own process does.
    """
    thread = threading.get_ident()
    for other in [key for key in _processes if key[1] == thread and key[0] != settings.run]:
        _processes.pop(other).close()  # of a survey that was killed
    process = _processes.setdefault((settings.run, thread), JudgingProcess(settings))
    answer = process.judge(*task)
    if process.fingerprint != fingerprint:
        raise UsageError(
            "A worker has another version of lever5, other plugins or another ruleset than this "
            "process. Install the same on all."
        )
    return answer


def end_processes(run: str) -> None:
    """End the processes of a survey that this process started."""
    for key in [key for key in _processes if key[0] == run]:
        _processes.pop(key).close()


@frozen
class Workers:
    """An executor, and how many bundles it takes at once."""

    executor: Executor
    size: int


@contextmanager
def local_workers(settings: Settings, processes: int | None) -> Iterator[Workers]:
    """Yield processes of this machine, by default one for each core."""
    size = processes or _cores()
    executor = ThreadPoolExecutor(size, "lever5-survey")
    try:
        yield Workers(executor, size)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        end_processes(settings.run)
        executor.shutdown(wait=True)
        end_processes(settings.run)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # absent on macOS and Windows
        return os.cpu_count() or 1


@contextmanager
def dask_workers(settings: Settings, address: str) -> Iterator[Workers]:
    """Yield the workers of a Dask scheduler.

    Raises UsageError if Dask is not installed, no scheduler answers, or it has no worker.
    """
    try:
        import distributed
    except ImportError:
        raise UsageError(
            "--scheduler needs Dask: pip install 'lever5-rules[dask]', here and for its workers."
        ) from None
    with _silent():
        yield from _connected(settings, address, distributed.Client)


def _connected(settings: Settings, address: str, connect: Any) -> Iterator[Workers]:
    try:
        client = connect(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except Exception as error:  # Dask raises many kinds
        raise UsageError(
            f"No Dask scheduler answers at {clipped(address, 100)} ({type(error).__name__})."
        ) from None
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise UsageError(
                f"The Dask scheduler at {clipped(address, 100)} has no worker. Start some with "
                f"`dask worker {clipped(address, 100)}`."
            )
        yield Workers(client.get_executor(retries=0, pure=False), threads)
    finally:
        with suppress(Exception):  # the scheduler may be gone
            client.run(end_processes, settings.run, on_error="ignore")
        client.close(timeout=5)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask from logging meanwhile; what matters is reported in sentences."""
    names = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def answers(
    workers: Workers, ask: Callable[[Task], Answer], tasks: Iterable[Task], loss: str
) -> Iterator[tuple[Place, Answer]]:
    """Yield the result for each bundle as soon as it is known.

    `loss` is the reason if the executor loses a bundle. Raises any Lever5Error that `ask` raises.
    """
    waiting: dict[Future[Answer], Place] = {}
    lost = False
    for task in tasks:
        if not lost:
            try:
                waiting[workers.executor.submit(ask, task)] = task[0]
            except Exception:  # the scheduler is gone
                lost = True
        if lost:
            yield task[0], Answer(FAILED, reason=loss)
        while len(waiting) >= AHEAD * workers.size:
            for place, answer in _done(waiting, loss):
                lost = lost or answer.reason == loss
                yield place, answer
    while waiting:
        for place, answer in _done(waiting, loss):
            yield place, answer


def _done(waiting: dict[Future[Answer], Place], loss: str) -> Iterator[tuple[Place, Answer]]:
    done, _ = wait_for(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        place = waiting.pop(future)
        try:
            yield place, future.result()
        except UsageError:
            raise
        except CancelledError:
            yield place, Answer(FAILED, reason=loss)
        except Exception as error:  # Dask raises many kinds
            yield place, Answer(FAILED, reason=_reason(error, loss))


def _reason(error: Exception, loss: str) -> str:
    name = type(error).__name__
    if name == "KilledWorker":
        return "Several Dask workers ended while they had it."
    if isinstance(error, ImportError):
        return f"A Dask worker lacks a package ({clipped(str(error), 100)}). Install it there."
    return loss if isinstance(error, OSError) else f"A worker could not judge it ({name})."
