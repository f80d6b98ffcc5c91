"""The testing kit as fixtures of pytest, for plugins of lever5-rules.

It is a separate package, because pytest imports it at every start: nothing of `lever5_rules` is
imported before a test uses a fixture, which keeps starts fast and coverage complete.
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
    """Return `expect` of the kit: `lever5_expect(RULE, "length").of(district).passes()`."""
    from lever5_rules.testing import expect

    return expect


@pytest.fixture
def lever5_command(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs the command in this process.

    `lever5_command("check", "bundle")` returns the exit code, standard output and standard error.
    """

    def run(*arguments: str) -> tuple[int, str, str]:
        from lever5_rules.cli import main

        with pytest.raises(SystemExit) as done:
            main(list(arguments))
        caught = capsys.readouterr()
        code = done.value.code
        return (code if isinstance(code, int) else 1), caught.out, caught.err

    return run
