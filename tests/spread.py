"""A spread of many cases for who waits for the tests; the rest is exhaustive."""

from collections.abc import Iterable
from typing import Any

import pytest

_PARAMETERS = type(pytest.param())


def spread(cases: Iterable[Any], *, of: int) -> list[Any]:
    """The cases of a test, of which each first of so many is quick and the others are exhaustive.

    They stay in their order; a tuple is the values of several parameters.
    """
    return [_exhaustive(case) if number % of else case for number, case in enumerate(cases)]


def _exhaustive(case: Any) -> Any:
    mark = pytest.mark.exhaustive
    if isinstance(case, _PARAMETERS):
        return pytest.param(*case.values, id=case.id, marks=mark)
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=mark)
