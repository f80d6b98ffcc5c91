"""The worker process in which plugin rules are judged; it is started by `isolation`.

It receives an order, loads the same plugins, reads the same bundle, and answers the name of each
element with a line of JSON. Whatever a plugin prints goes to standard error.
"""

import json
import os
import pickle
import signal
import sys
import threading
from importlib import import_module
from io import TextIOWrapper
from typing import Any, BinaryIO

from .artifacts.bundle import LoadedBundle
from .checking import names_of
from .core.limits import Ruleset
from .engine.judge import Judge
from .engine.judged import cut_short
from .engine.needs import Review
from .findings.json_encoder import element_data
from .framework import framework
from .isolation import Order, read_as
from .plugins.host import load_plugins
from .plugins.loaded import Loaded
from .reading.load import load
from .reading.mappings.shipped_mappings import Mappings
from .reading.privacy.tokens import with_tokens
from .ruleset.ruleset_files import load_ruleset
from .support.error_text import error_text
from .support.process_limits import limit_cores, limit_memory

GRACE = 5
"""The seconds after which this process ends if its parent is gone."""


def main(requests: BinaryIO) -> None:
    """Answer until the input ends, then end the process."""
    answers = _way_back()

    def answer(what: dict[str, Any]) -> None:
        answers.write(json.dumps(what).encode() + b"\n")
        answers.flush()

    try:
        order: Order = pickle.load(requests)
        limit_cores()
        loaded, artifacts, judge = _read(order)
        answer({"read": read_as(artifacts, judge.ruleset)})
    except BaseException as error:
        answer({"error": f"raised {error_text(error)}"})
        os._exit(1)
    limit_memory(order.limits.megabytes)
    while name := requests.readline().decode().strip():
        _end_in(order.limits.seconds + GRACE)
        judgement = _judge_element(name, loaded, artifacts, judge)
        _end_in(0)
        answer(judgement)
    os._exit(0)  # without waiting for threads that a plugin left running


def _way_back() -> BinaryIO:
    """Return standard output as a stream that prints cannot reach; standard input becomes empty."""
    answers = os.fdopen(os.dup(1), "wb")
    null_device = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null_device, 0)
    os.dup2(2, 1)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # this process may be killed without notice
    # The texts of exceptions may contain values of the bundle.
    threading.excepthook = lambda _: None
    sys.unraisablehook = lambda _: None
    sys.excepthook = lambda *_: None
    return answers


def _read(order: Order) -> tuple[Loaded, LoadedBundle, Judge]:
    modules = [import_module(name) for name in order.modules]
    loaded = load_plugins(modules, entry_points=order.entry_points, folders=order.folders)
    ruleset = order.ruleset
    if not isinstance(ruleset, Ruleset):
        ruleset = load_ruleset(ruleset, loaded.rulesets, names_of(loaded))
    mappings = Mappings(loaded.mappings)
    artifacts = with_tokens(
        load(order.bundle(), loaded.kinds, ruleset.words, loaded.readers, mappings)
    )
    review = Review(order.as_of, order.school_year)
    return loaded, artifacts, Judge(artifacts, ruleset, review, loaded.kinds, framework().id)


def _judge_element(
    name: str, loaded: Loaded, artifacts: LoadedBundle, judge: Judge
) -> dict[str, Any]:
    rule, plugin = loaded.rules[name.partition("/")[0]]
    element = next(candidate for candidate in rule.elements if candidate.id == name)
    try:
        judged_element = judge.judge_element(element, plugin)
    except KeyboardInterrupt as error:  # only the rule itself can have raised it
        judged_element = cut_short(element, plugin, f"raised {error_text(error)}")
    return {
        "finding": element_data(judged_element.finding) if judged_element.finding else None,
        "not_applicable": judged_element.not_applicable.reason
        if judged_element.not_applicable
        else None,
        "off": judged_element.off.reason if judged_element.off else None,
        "failure": judged_element.failure.message if judged_element.failure else None,
        "read": sorted(judged_element.read),
        "columns": _pairs(judged_element.columns),
        "not_counted": _pairs(judge.not_counted()),
        "opened": list(artifacts.papers.opened),
    }


def _pairs(pairs: Any) -> list[dict[str, str]]:
    return [{"of": of, "what": what} for of, what in sorted(pairs)]


def _end_in(seconds: float) -> None:
    if hasattr(signal, "setitimer"):  # absent on Windows
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
