"""Judgement of the sample district in a separate process that records what a plugin does.

    python -m lever5_rules.testing.conformance.watched TARGET SECONDS [import]

prints, as JSON, what was seen and what the elements said. A judgement of one district that takes
longer than SECONDS ends the process, with a traceback of where it was. It is not a function of the
kit because an audit hook cannot be removed, and the functions for time and randomness are replaced.
"""

import faulthandler
import json
import os
import random
import secrets
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

Seen = tuple[str, str, int]
AUDITED = {
    *("open", "os", "shutil", "tempfile", "glob", "pathlib", "sqlite3", "subprocess", "ctypes"),
    *("socket", "urllib", "http", "ftplib", "smtplib", "imaplib", "poplib", "webbrowser"),
}
CALLS: dict[Any, tuple[str, ...]] = {
    time: ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "sleep"),
    random: ("random", "randint", "randrange", "choice", "choices", "shuffle", "sample", "uniform"),
    secrets: ("token_hex", "token_bytes", "choice", "randbelow"),
    uuid: ("uuid1", "uuid4"),
}


class Watch:
    """Records events while code of these files is running."""

    def __init__(self) -> None:
        self.files: frozenset[str] = frozenset()
        self.judging = False
        self.seen: set[Seen] = set()

    def audit(self, event: str, _: tuple[Any, ...]) -> None:
        if self.judging and event.partition(".")[0] in AUDITED:
            self.note(event)

    def note(self, what: str) -> None:
        frame = sys._getframe(2)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith("<frozen importlib"):
                return
            if name in self.files:
                self.seen.add((what, name.replace("\\", "/").rpartition("/")[2], frame.f_lineno))
                return
            frame = frame.f_back  # type: ignore[assignment]

    def replaced(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **keywords: Any) -> Any:
            if self.judging:
                self.note(what)
            return function(*arguments, **keywords)

        return noted


def _tell_of_exit(status: int) -> None:
    """Write where the process is ended, as nothing else would tell it, and end it."""
    faulthandler.dump_traceback(_STDERR, all_threads=False)
    _EXIT(status)


_EXIT = os._exit
_STDERR = 2
"""Outputs of plugins are contained, which replaces sys.stderr, but not its descriptor."""


def watched(target: str, seconds: float) -> dict[str, Any]:
    """Return the accesses that were seen, and the messages of the elements."""
    watch = Watch()
    for module, names in CALLS.items():
        for name in names:
            what = f"{module.__name__}.{name}"
            setattr(module, name, watch.replaced(what, getattr(module, name)))
    from lever5_rules.testing.sample import SAMPLE
    from lever5_rules.testing.with_plugins import sample_with

    from .check import own_rules
    from .outcomes import ruleset_for
    from .subject import subject_of

    subject = subject_of(target)
    rules = own_rules(subject)
    watch.files = frozenset(str(file) for path in subject.files for file in (path, path.resolve()))
    whole = sample_with(*subject.plugins) if subject.plugins else SAMPLE
    kinds = {kind.name: kind for rule in rules for e in rule.elements for kind in e.kinds}
    chosen: dict[str, Any] = {
        "select": [rule.criterion for rule in rules],
        "ruleset": ruleset_for(subject.loaded, rules),
    }
    districts = [whole, *(whole.without(kind.cls) for kind in kinds.values())]
    os._exit = _tell_of_exit  # type: ignore[assignment]
    sys.addaudithook(watch.audit)
    messages = []
    for district in districts if rules else ():
        faulthandler.dump_traceback_later(seconds, exit=True, file=_STDERR)
        watch.judging = True
        report = district.check(**chosen)
        watch.judging = False
        faulthandler.cancel_dump_traceback_later()
        for finding in report.findings:
            messages += [
                (element.id, element.message, element.remedy) for element in finding.elements
            ]
    return {"seen": sorted(watch.seen), "said": messages}


def imported(target: str, seconds: float) -> dict[str, Any]:
    """Import a plugin, which may end this process, or loop until this process is ended."""
    from .subject import subject_of

    faulthandler.dump_traceback_later(seconds, exit=True, file=_STDERR)
    subject_of(target)
    return {}


if __name__ == "__main__":
    with redirect_stdout(sys.stderr):
        work = imported if sys.argv[3:] == ["import"] else watched
        outcome = work(sys.argv[1], float(sys.argv[2]))
    print(json.dumps(outcome))
