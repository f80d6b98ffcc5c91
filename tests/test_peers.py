"""The answers that benchmarks/peers.py compares: plain Python and our engine give the same."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture
def peers() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        yield import_module("peers")


def test_plain_python_answers_as_the_engine_does(peers: Any) -> None:
    districts = import_module("peer_districts")
    example = import_module("growth").Sheets.of_example()
    plain_answers: dict[str, set[bool]] = {}
    for change in districts.ALTERED.values():
        district = change(example)
        ours = peers.ours(district)()
        assert peers.plain(peers.facts_of(district, peers.RULESET))() == ours
        for element, answer in ours.items():
            plain_answers.setdefault(element, set()).add(answer)
    assert set(plain_answers) == set(peers.ELEMENTS)
    both = {element for element, answers in plain_answers.items() if len(answers) == 2}
    # A blank agenda is missing evidence, and more principals are only in the large district.
    assert set(plain_answers) - both == {"5.2.4-3/sample_agenda", "5.1.2-4/span"}
