"""Judgement of plugin rules in separate processes, one per plugin, which can be stopped.

An element that hangs, crashes or exhausts memory becomes an error, and the next one is judged in a
new process. docs/isolation.md says what this protects from, and what it does not.
"""

import json
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import ModuleType
from typing import Any

from attrs import frozen

from .artifacts.bundle import LoadedBundle
from .core.budgets import Budgets
from .core.errors import ReportError, UsageError
from .core.isolation import Isolation
from .core.limits import Ruleset
from .core.text import clipped
from .core.version import BUILTIN
from .core.years import SchoolYear
from .engine.judge import Judge
from .engine.judged import Judged, JudgedElement, cut_short
from .engine.rules import Element, Rule
from .findings.finding import NotApplicable, RuleFailure
from .findings.json_decoder import element_of
from .plugins.loaded import Loaded
from .reading.bundles.bundle import Bundle
from .reading.bundles.raw_files import RawFile
from .support.json_data import Data

SECONDS_TO_START = 300
"""The seconds that a process has to load the plugins and read the bundle."""
MOST_BYTES = 1 << 24
"""The largest answer, in bytes; a finding is far smaller."""
_START = (
    "import json, os, sys; asked = os.fdopen(os.dup(0), 'rb'); "
    "sys.path[:] = json.loads(asked.readline()); "
    f"from {__package__}.isolation_worker import main; main(asked)"
)


@frozen(eq=False, repr=False, slots=False)
class Order:
    """What a process must load and read to judge as this process would.

    `files` is a bundle in memory, `modules` the plugins that were passed in.
    """

    entry_points: bool
    folders: tuple[str | Path, ...]
    modules: tuple[str, ...]
    origin: Path | None
    budgets: Budgets
    files: tuple[tuple[str, Any], ...]
    ruleset: str | Ruleset
    as_of: date
    school_year: SchoolYear
    limits: Isolation

    def bundle(self) -> Bundle:
        """Return the bundle to read."""
        if self.origin is not None:
            return Bundle.from_path(self.origin, self.budgets)
        files = (RawFile(path, content=content) for path, content in self.files)
        return Bundle(tuple(files), budgets=self.budgets)


def read_as(artifacts: LoadedBundle, ruleset: Ruleset) -> list[Any]:
    """Return, as plain data, what two processes must have in common to judge alike."""
    files = [[file.path, file.kind, file.sha256, file.status] for file in artifacts.files]
    return [ruleset.sha256, files, [problem.message for problem in artifacts.problems]]


class _ProcessFailed(Exception):
    """Raised if a process gave no answer; the text continues the name of the element: "took
    ..."."""


class _NotStarted(_ProcessFailed):
    """Raised if a process failed before judging anything, so that a new one would fail too."""


@frozen(eq=False, repr=False, slots=False)
class IsolatedPlugins:
    """Judges the rules of plugins, and no others, for the bundle and ruleset of a run."""

    loaded: Loaded
    modules: tuple[str, ...]
    bundle: Bundle
    ruleset: str | Ruleset
    limits: Isolation

    @classmethod
    def of(
        cls, loaded: Loaded, bundle: Bundle, ruleset: str | Ruleset, limits: Isolation
    ) -> "IsolatedPlugins":
        """Create it. Raises UsageError if another process cannot load a plugin that was passed
        in."""
        return cls(loaded, tuple(map(_module_name, loaded.handed_in)), bundle, ruleset, limits)

    def judge_rules(
        self, chosen: Iterable[str], artifacts: LoadedBundle, judge: Judge
    ) -> dict[str, Judged]:
        """Return the results of those chosen criteria whose rule is a plugin's."""
        failed_criteria = {failure.criterion for failure in self.loaded.failures}
        by_plugin: dict[str, list[Rule]] = {}
        for name in chosen:
            rule, plugin = self.loaded.rules.get(name, (None, BUILTIN))
            if rule is not None and plugin != BUILTIN and name not in failed_criteria:
                by_plugin.setdefault(plugin, []).append(rule)
        if not by_plugin:
            return {}
        order = self._order(judge)
        versions = read_as(artifacts, judge.ruleset)
        judgements: dict[str, Judged] = {}
        for plugin, rules in by_plugin.items():
            judgements.update(self._of_plugin(plugin, rules, judge, order, versions))
        return judgements

    def _order(self, judge: Judge) -> bytes:
        origin = self.bundle.origin
        files = (
            []
            if origin is not None
            else [(file.path, _content_of(file)) for file in self.bundle.files]
        )
        order = Order(
            self.loaded.entry_points,
            self.loaded.folders,
            self.modules,
            origin,
            self.bundle.budgets,
            tuple(files),
            self.ruleset,
            judge.review.as_of,
            judge.review.school_year,
            self.limits,
        )
        try:
            return pickle.dumps(order)
        except Exception as error:
            raise UsageError(
                "The bundle holds objects that no other process can be given "
                f"({type(error).__name__}), so nothing can be isolated. Give plain values."
            ) from None

    def _of_plugin(
        self, plugin: str, rules: Sequence[Rule], judge: Judge, order: bytes, versions: list[Any]
    ) -> Iterator[tuple[str, Judged]]:
        process: _Process | None = None
        hopeless: _NotStarted | None = None
        try:
            for rule in rules:
                parts = []
                for element in rule.elements:
                    try:
                        if hopeless is not None:
                            raise hopeless
                        if process is None:
                            process = _Process(order, self.limits.seconds, versions)
                        judged_element = process.judge_element(element, plugin, judge)
                    except _ProcessFailed as ended:
                        hopeless = ended if isinstance(ended, _NotStarted) else None
                        judged_element = cut_short(element, plugin, str(ended))
                    parts.append(judged_element)
                    if judged_element.failure is not None and process is not None:
                        process.close()  # the process may be damaged beyond this element
                        process = None
                yield rule.criterion, judge.rolled_up(rule, parts)
        finally:
            if process is not None:
                process.close()


class _Process:
    """A process that has read the bundle and judges one element at a time."""

    def __init__(self, order: bytes, seconds: float, versions: list[Any]) -> None:
        self._seconds = seconds
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        command = [sys.executable, "-I", "-B", "-c", _START]
        pipe = subprocess.PIPE
        try:
            # In a session of its own, so that whatever the plugin starts ends with it.
            self._process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, start_new_session=True
            )
        except OSError as error:
            raise _NotStarted(f"could not be isolated ({error.strerror})") from None
        # A thread reads the answers, because child processes of a plugin may keep the pipe open.
        Thread(target=self._read_answers, daemon=True).start()
        try:
            path = [folder for folder in sys.path if isinstance(folder, str)]
            answer = self._ask(json.dumps(path).encode() + b"\n" + order, SECONDS_TO_START)
            if "error" in answer:
                raise _NotStarted(f"could not be isolated: the process {_text(answer, 'error')}")
            if answer.get("read") != versions:
                raise _NotStarted(
                    "could not be isolated, since another process reads the bundle or the ruleset "
                    "differently. If they were changed during the run, check again"
                )
        except _NotStarted:
            self.close()
            raise
        except _ProcessFailed as ended:
            self.close()
            raise _NotStarted(f"could not be isolated: to load all plugins {ended}") from None
        except BaseException:
            self.close()
            raise

    def judge_element(self, element: Element, plugin: str, judge: Judge) -> JudgedElement:
        """Judge an element in the process. Raises _ProcessFailed without a valid answer."""
        answer = Data(self._ask(element.id.encode() + b"\n", self._seconds))
        try:
            data = answer.optional("finding")
            finding = element_of(data) if data else None
            if finding is not None and finding.id != element.id:
                raise ReportError("it is of another element")
            reason, off = answer.text_or_none("not_applicable"), answer.text_or_none("off")
            message = answer.text_or_none("failure")
            if [finding, reason, off, message].count(None) != 3:
                raise ReportError("it says two things or none")
            judge.also_not_counted(_pairs(answer, "not_counted"))
            return JudgedElement(
                finding,
                None if reason is None else NotApplicable(element.id, reason),
                None if off is None else NotApplicable(element.id, off),
                None if message is None else _failure_of(element, plugin, message),
                answer.texts("read"),
                _pairs(answer, "columns"),
                answer.texts("opened"),
            )
        except ReportError as error:
            raise _ProcessFailed(f"got an answer that is not a judgement: {error}") from None

    def close(self) -> None:
        """End the process and its child processes, except those that left its session."""
        if sys.platform == "win32":
            self._process.kill()
        else:
            import os
            import signal

            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()

    def _read_answers(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as answers:
            while line := answers.readline(MOST_BYTES):
                self._lines.put(line)
        self._lines.put(b"")

    def _ask(self, question: bytes, seconds: float) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(question)
            self._process.stdin.flush()
        except OSError:
            pass  # it has ended, and the missing answer will show that
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            unit = "second" if seconds == 1 else "seconds"
            raise _ProcessFailed(f"took longer than {seconds:g} {unit}") from None
        if not line:
            raise _ProcessFailed(self._cause_of_death())
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise _ProcessFailed("got an answer that is not a judgement")
        return answer

    def _cause_of_death(self) -> str:
        """Return how the process ended by itself."""
        try:
            code = self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return "closed the way back from its process"
        if code >= 0:
            return f"ended the process that it ran in, with exit code {code}"
        from signal import Signals

        try:
            name = f" ({Signals(-code).name})"
        except ValueError:
            name = ""
        return f"died with signal {-code}{name}"


def _failure_of(element: Element, plugin: str, message: str) -> RuleFailure:
    return RuleFailure(element.criterion, element.id, plugin, "judge", clipped(message, 400))


def _pairs(answer: Data, key: str) -> list[tuple[str, str]]:
    return [(pair.text("of"), pair.text("what")) for pair in answer.each(key)]


def _text(answer: dict[str, Any], key: str) -> str:
    return clipped(str(answer[key]), 200)


def _content_of(file: RawFile) -> Any:
    if file.opener is None:
        return file.content
    with file.open() as raw:
        return raw.read()


def _module_name(plugin: Any) -> str:
    name = getattr(plugin, "__name__", type(plugin).__name__)
    imported = isinstance(plugin, ModuleType) and sys.modules.get(name) is plugin
    if imported and name != "__main__":
        return str(name)
    raise UsageError(
        f"The plugin {clipped(str(name), 60)} was handed in as an object, which no other process "
        "can load, so it cannot be isolated. Hand in a module that can be imported, install it, "
        "or name the folder that it is in."
    )
