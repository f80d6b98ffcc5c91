"""The testing kit as fixtures of pytest, for plugins of lever5-rules.

A package of its own, since pytest imports it at every start: nothing of `lever5_rules` is
imported before a test asks for a fixture, so that no start is slowed and coverage sees it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from lever5_rules.testing import District, Expectation


@pytest.fixture
def sample_district() -> District:
    """The small, well-run district on which every built-in rule passes."""
    from lever5_rules.testing import SAMPLE

    return SAMPLE


@pytest.fixture
def lever5_expect() -> Callable[..., Expectation]:
    """`expect` of the testing kit: `lever5_expect(RULE, "length").of(district).passes()`."""
    from lever5_rules.testing import expect

    return expect


@pytest.fixture
def lever5_command(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command in this process: `lever5_command("check", "bundle")` gives the exit code,
    standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        from lever5_rules.cli import main

        with pytest.raises(SystemExit) as done:
            main(list(arguments))
        caught = capsys.readouterr()
        code = done.value.code
        return (code if isinstance(code, int) else 1), caught.out, caught.err

    return run
