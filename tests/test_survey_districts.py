"""The invented districts of the benchmark: the same from the same seed, and as they are in life."""

import runpy
from collections import Counter
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

import lever5_rules as l5

pytestmark = pytest.mark.exhaustive
SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "districts.py"
NAMES = runpy.run_path(str(SCRIPT))
make, bundle, size = NAMES["make"], NAMES["bundle"], NAMES["_size"]


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("other", 4)):
        make(tmp_path / name, 4, seed)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    assert hashes(tmp_path / "one") != hashes(tmp_path / "other")


def test_sizes_are_those_of_texas() -> None:
    sizes = Counter(len(size("000001", Random(seed))[0]) for seed in range(2000))
    small = sum(number for campuses, number in sizes.items() if campuses <= 3)
    assert 0.65 < small / 2000 < 0.8
    assert 100 < max(sizes) <= 200


def test_districts_differ_and_each_can_be_judged(tmp_path: Path) -> None:
    make(tmp_path / "root", 10, 3)
    with l5.survey(
        tmp_path / "root", regions=tmp_path / "root" / "regions.csv", entry_points=False
    ) as survey:
        outcomes: dict[str, Counter[str]] = {}
        for row in survey.rows:
            if row["record"] == "element":
                outcomes.setdefault(row["bundle"], Counter())[row["outcome"]] += 1
        assert len(outcomes) + len(survey.not_judged) == 10
        assert len({tuple(sorted(outcome.items())) for outcome in outcomes.values()}) > 5
        assert all(outcome["pass"] > 50 for outcome in outcomes.values())
        assert sum(outcome["gap"] for outcome in outcomes.values()) > 10
        assert sum(outcome["missing-evidence"] for outcome in outcomes.values()) > 10


def test_a_large_district_is_whole() -> None:
    """Each of its campuses has its people, and nobody works at two."""
    files = next(
        district
        for seed in range(200)
        if len((district := bundle("000001", Random(seed)))["district.toml"]) > 3000
    )
    roster = files["records/staff_roster.csv"].decode().splitlines()[1:]
    people = [line.split(",")[0] for line in roster]
    assert len(people) == len(set(people))
