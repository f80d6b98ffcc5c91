"""Our engine beside other rule engines: the same answers first, then the time each of them takes.

    pip install -e ".[peers]"
    python benchmarks/peers.py                    every engine that is installed
    python benchmarks/peers.py plain duckdb       some of them
    python benchmarks/peers.py --answers          compare the answers only

Open Policy Agent's package is declared for Python 3.14 and later. It also runs on 3.11:

    pip install --ignore-requires-python opa-golib-python-bindings

Ten elements of two criteria, 5.2.4-3 (PLCs held as written) and 5.1.2-4 (visits to principals), on
the mended example's files that they read, and on a district with twenty times its campuses. What is
compared is not the same work. Peers receive tables that somebody has prepared (peer_facts.py), and
return a boolean for each element. Our engine receives what it has read from the files, and returns
findings: outcome, message, remedy and the rows that it rests on. It also sees what peers do not:
unreadable or contradictory rows, PLCs whose name the roster lacks or that are one teacher alone,
campuses, PLCs and people that start in the middle of the year, guidelines that count in other spans
than weeks. The peers' answers are right for districts without those. On the other hand, our engine
works once and is asked again: tables are loaded and columns checked before its time starts.

Before anything is timed, each engine must answer as ours does, on the example, on every altered
district of `ALTERED` and on the large one; one that differs ends the run with an error. An engine
that is not installed, or refuses, is named with the reason and not timed.
"""

import argparse
import gc
import json
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import TypeAlias

import peer_plain
from attrs import frozen
from growth import LOADED, Sheets
from peer_districts import ALTERED, TIMES, large
from peer_facts import TABLES, Facts, documents_read, facts_of

from lever5_rules.checking import names_of
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.framework import framework
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.ruleset.ruleset_files import load_ruleset

Answers: TypeAlias = dict[str, bool]
Answering: TypeAlias = Callable[[], Answers]
RULESET = load_ruleset("default", LOADED.rulesets, names_of(LOADED))
STATED = Path(__file__).resolve().parent / "peer_answers"
ELEMENTS = (
    "5.2.4-3/membership",
    "5.2.4-3/frequency",
    "5.2.4-3/length",
    "5.2.4-3/sample_agenda",
    "5.2.4-3/issued_to_all_campuses",
    "5.2.4-3/plc_held_as_written",
    "5.1.2-4/visit_cadence_met",
    "5.1.2-4/leadership_activity_observed",
    "5.1.2-4/feedback_given",
    "5.1.2-4/span",
)


def ours(sheets: Sheets, asked: Collection[str] = ELEMENTS) -> Answering:
    """Return our engine, which judges the loaded files anew each time."""
    read = Sheets(
        {name: sheets.tables[name] for name in TABLES},
        {name: sheets.documents[name] for name in documents_read(sheets)},
    )
    artifacts = load(Bundle.from_mapping(read.files()), LOADED.kinds)
    day = artifacts.profile.as_of
    assert day is not None
    review = Review(day, SchoolYear.containing(day))
    elements = [
        (element, plugin)
        for rule, plugin in LOADED.rules.values()
        for element in rule.elements
        if element.id in asked
    ]

    def answer() -> Answers:
        judge = Judge(artifacts, RULESET, review, LOADED.kinds, framework().id)
        answers: Answers = {}
        for element, plugin in elements:
            finding = judge.judge_element(element, plugin).finding
            if finding is None or finding.outcome is Outcome.MISSING:
                raise AssertionError(f"{element.id} is neither passed nor a gap: {finding}")
            answers[element.id] = finding.outcome is Outcome.PASS
        return answers

    return answer


def plain(facts: Facts) -> Answering:
    return lambda: peer_plain.answers(facts)


def duckdb(facts: Facts) -> Answering:
    """Return SQL over tables that are loaded beforehand."""
    connection = import_module("duckdb").connect()
    tables = ("calendar", "roster", "meetings", "observations", "guidelines")
    review = {name: facts[name] for name in ("as_of", "month_not_over")} | facts["limits"]
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in [*((name, facts[name]) for name in tables), ("review", [review])]:
            file = Path(folder) / f"{name}.json"
            file.write_text(json.dumps(rows), encoding="utf-8")
            connection.execute(f"create table {name} as from read_json_auto('{file}')")
    query = (STATED / "answers.sql").read_text(encoding="utf-8")

    def answer() -> Answers:
        rows = connection.execute(query)
        names = [column[0] for column in rows.description]
        return {
            name: bool(answer_row) for name, answer_row in zip(names, rows.fetchone(), strict=True)
        }

    return answer


def opa(facts: Facts) -> Answering:
    """Return Open Policy Agent with the facts inside."""
    engine = import_module("opa_bindings").OpaEngine()
    engine.add_policy("answers.rego", (STATED / "answers.rego").read_text(encoding="utf-8"))
    engine.add_data(facts, path="facts")
    return lambda: dict(engine.eval_document("peers.answers", {}))


def opa_handed(facts: Facts) -> Answering:
    """Return Open Policy Agent, handed the facts with each question."""
    engine = import_module("opa_bindings").OpaEngine()
    engine.add_policy("answers.rego", _on_input())
    return lambda: dict(engine.eval_document("peers.answers", facts))


def regorus(facts: Facts) -> Answering:
    """Return regorus with the facts inside."""
    engine = import_module("regorus").Engine()
    engine.add_policy("answers.rego", (STATED / "answers.rego").read_text(encoding="utf-8"))
    engine.add_data_json(json.dumps({"facts": facts}))
    return lambda: dict(engine.eval_rule("data.peers.answers"))


def regorus_handed(facts: Facts) -> Answering:
    """Return regorus, handed the facts with each question."""
    engine = import_module("regorus").Engine()
    engine.add_policy("answers.rego", _on_input())

    def answer() -> Answers:
        engine.set_input_json(json.dumps(facts))
        return dict(engine.eval_rule("data.peers.answers"))

    return answer


def _on_input() -> str:
    text = (STATED / "answers.rego").read_text(encoding="utf-8")
    return text.replace("facts := data.facts", "facts := input")


def cel(facts: Facts) -> Answering:
    """Return CEL, an expression for each element that reads documents only.

    The Python package stops an expression after 10,000 steps of iteration, which cannot be raised
    from Python. The elements that read logs need more even on the small district.
    """
    library = import_module("cel_expr_python.cel")
    environment = library.NewEnv(variables={"facts": library.Type.DYN})
    stated = (STATED / "answers.cel").read_text(encoding="utf-8").split("\n\n")
    expressions = {
        name: environment.compile(expression)
        for name, expression in (text.split(" = ", 1) for text in stated)
    }
    activation = environment.Activation({"facts": facts})
    return lambda: {
        name: expression.eval(activation).plain_value() for name, expression in expressions.items()
    }


@frozen
class Peer:
    """An engine: how it is made ready, its distribution, and the elements that it answers."""

    start: Callable[[Facts], Answering]
    distribution: str = ""
    elements: tuple[str, ...] = ELEMENTS

    @property
    def version(self) -> str:
        if not self.distribution:
            return f"Python {platform.python_version()}"
        return f"{self.distribution} {metadata.version(self.distribution)}"


PEERS = {
    "plain": Peer(plain),
    "duckdb": Peer(duckdb, "duckdb"),
    "regorus": Peer(regorus, "gordon-to-regorus"),
    "regorus-handed": Peer(regorus_handed, "gordon-to-regorus"),
    "opa": Peer(opa, "opa-golib-python-bindings"),
    "opa-handed": Peer(opa_handed, "opa-golib-python-bindings"),
    "cel": Peer(cel, "cel-expr-python", ELEMENTS[:5]),
}


def ready(chosen: Iterable[str]) -> Iterator[str]:
    """Yield the engines that are installed, and print why others are left out."""
    facts = facts_of(Sheets.of_example(), RULESET)
    for name in chosen:
        peer = PEERS[name]
        try:
            peer.start(facts)
        except (ImportError, OSError) as error:
            print(f"{name}: left out, {peer.distribution} is not installed ({error})")
        else:
            print(f"{name}: {peer.version}")
            yield name


def agree(what: str, sheets: Sheets, names: Iterable[str]) -> dict[str, Answering]:
    """Return the peers that answer as our engine does; if one differs, end the run.

    A peer that raises an error instead of answering is printed and left out.
    """
    expected = ours(sheets)()
    facts = facts_of(sheets, RULESET)
    sides: dict[str, Answering] = {}
    for name in names:
        try:
            side = PEERS[name].start(facts)
            answers = side()
        except Exception as error:  # each engine raises classes of its own
            print(f"{what}: {name} refuses: {str(error)[:200]}")
            continue
        for element in PEERS[name].elements:
            if answers.get(element) is not expected[element]:
                sys.exit(
                    f"{what}: on {element}, {name} answers {answers.get(element)}, "
                    f"ours {expected[element]}"
                )
        sides[name] = side
    return sides


def timed(what: str, sheets: Sheets, peers: dict[str, Answering], rounds: int) -> None:
    """Print the median time of each peer, and the median ratio to our time in the same round.

    A peer that answers some of the elements is compared with ours on those.
    """
    asked = {PEERS[name].elements for name in peers}
    mine = {elements: ours(sheets, elements) for elements in sorted(asked, key=len, reverse=True)}
    sides: list[tuple[object, Answering]] = [*mine.items(), *peers.items()]
    times: dict[object, list[float]] = {side: [] for side, _ in sides}
    for number in range(rounds + 1):
        for side, answer in sides:
            gc.collect()
            start = time.process_time()
            answer()
            if number:
                times[side].append(time.process_time() - start)
    for elements in mine:
        median = statistics.median(times[elements])
        print(f"{what}: ours, {len(elements)} elements: {median * 1000:.1f} ms")
    for name in peers:
        pairs = zip(times[name], times[PEERS[name].elements], strict=True)
        ratio = statistics.median(theirs / own for theirs, own in pairs)
        print(
            f"{what}: {name}, {len(PEERS[name].elements)} elements: "
            f"{statistics.median(times[name]) * 1000:.1f} ms, {ratio:.2f} x ours: "
            f"{'ours is faster' if ratio > 1 else 'ours is SLOWER'}",
            flush=True,
        )


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("peers", nargs="*", choices=[[], *PEERS])
    reader.add_argument("--answers", action="store_true", help="compare the answers only")
    reader.add_argument("--rounds", type=int, default=9)
    asked = reader.parse_args()
    example = Sheets.of_example()
    names = list(ready(asked.peers or PEERS))
    for what, change in ALTERED.items():
        agree(what, change(example), names)
    print(f"the same answers on {len(ALTERED)} districts")
    for what, sheets in (("small", example), (f"x {TIMES}", large(example))):
        peers = agree(what, sheets, names)
        if not asked.answers:
            timed(what, sheets, peers, asked.rounds)


if __name__ == "__main__":
    main()
