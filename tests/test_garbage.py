"""The cycle collector of the process is left as it was, whoever judged meanwhile."""

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from lever5_rules.support.garbage import MADE, rare_collections


@pytest.fixture(autouse=True)
def threshold() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield before
    gc.set_threshold(*before)


def test_it_runs_rarely_within_and_as_before_afterwards() -> None:
    with rare_collections():
        assert gc.get_threshold() == (MADE, 10, 10)
        assert gc.isenabled()
        with rare_collections():
            pass
        assert gc.get_threshold() == (MADE, 10, 10)
    assert gc.get_threshold() == (700, 10, 10)


def test_it_is_set_back_after_an_error() -> None:
    with pytest.raises(KeyError), rare_collections():
        raise KeyError
    assert gc.get_threshold() == (700, 10, 10)


def test_the_last_of_several_threads_sets_it_back() -> None:
    both = Barrier(2)
    seen: list[int] = []

    def judge() -> None:
        with rare_collections():
            both.wait()
            seen.append(gc.get_threshold()[0])
            both.wait()

    threads = [Thread(target=judge) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [MADE, MADE]
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("own", [(0, 10, 10), (MADE * 2, 5, 5)])
def test_whoever_has_it_run_more_rarely_or_never_is_not_overruled(
    own: tuple[int, int, int],
) -> None:
    gc.set_threshold(*own)
    with rare_collections():
        assert gc.get_threshold() == own
    assert gc.get_threshold() == own


def test_what_is_set_meanwhile_stands() -> None:
    with rare_collections():
        gc.set_threshold(1_000, 10, 10)
    assert gc.get_threshold() == (1_000, 10, 10)
