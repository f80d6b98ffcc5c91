"""Checks in several threads that print, redirect and log: `threads_at_once.py CHECKS PLUGINS`.

Ends with 0 if every line that was printed or logged stands in one place, once. Where one thread
redirects the output, Python has others write there too; no line may be lost for it.
"""

import io
import logging
import os
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Judges, Level, Rule, Verdict, stated

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
THREADS = 4
USUAL = sys.stdout, sys.stderr
PRINTED, LOGGED = io.StringIO(), io.StringIO()
BUFFERS: list[io.StringIO] = []
EXPECTED: Counter[str] = Counter()


def buffer() -> io.StringIO:
    file = io.StringIO()
    BUFFERS.append(file)
    return file


def say(line: str) -> None:
    """Prints a line at once, so that those of other threads stand before or after it."""
    EXPECTED[line] += 1
    sys.stdout.write(f"{line}\n")


def talkative(guideline: PlcGuideline) -> Verdict:
    """Prints, redirects and logs."""
    say("a rule")
    with redirect_stdout(buffer()), redirect_stderr(buffer()):
        say("a rule that redirects")
    logging.warning("a rule")
    EXPECTED["logged a rule"] += 1
    return stated(guideline.sample_agenda, "Agenda")


def plugin() -> SimpleNamespace:
    rule = Rule(
        "northfield:one", judges=Judges.FULL, not_judged="none", title="One", requirement="One."
    )
    rule.element(level=Level.ASSERTED)(talkative)
    hook = l5.hookimpl(lambda: [rule])
    return SimpleNamespace(__name__="northfield", LEVER5_API=1, lever5_criteria=hook)


def work(number: int, checks: int, plugins: list[SimpleNamespace]) -> None:
    select = ["5.2.4-3", *(["northfield:one"] if plugins else [])]
    for turn in range(checks):
        say(f"thread {number} before {turn}")
        if number == 0:  # several that do so at once put back each other's, whatever runs in them
            with redirect_stdout(buffer()):
                report = l5.check(OAK, select=select, plugins=plugins, entry_points=False)
                say(f"thread {number} within {turn}")
        else:
            report = l5.check(OAK, select=select, plugins=plugins, entry_points=False)
        assert report.complete, report.errors
        logging.warning("thread %d turn %d", number, turn)
        EXPECTED[f"logged thread {number} turn {turn}"] += 1
        say(f"thread {number} after {turn}")


def main() -> None:
    checks, plugins = int(sys.argv[1]), [plugin()] * (sys.argv[2] == "plugins")
    sys.stdout, sys.stderr = PRINTED, io.StringIO()
    BUFFERS.append(sys.stderr)
    logging.basicConfig(stream=LOGGED, format="logged %(message)s")
    failed: list[str] = []

    def run(number: int) -> None:
        try:
            work(number, checks, plugins)
        except BaseException as error:
            failed.append(repr(error))

    threads = [Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say("the end")
    ended_in = PRINTED.getvalue().splitlines()[-1:]
    sys.stdout, sys.stderr = USUAL
    lines = Counter(
        line for buffer in (PRINTED, LOGGED, *BUFFERS) for line in buffer.getvalue().splitlines()
    )
    lost, more = EXPECTED - lines, lines - EXPECTED
    if failed or lost or more or ended_in != ["the end"]:
        print(failed[:3], dict(lost.most_common(5)), dict(more.most_common(5)), ended_in)
        os._exit(1)


main()
