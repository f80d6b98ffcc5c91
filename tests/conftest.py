"""The command, run in this process, and how examples are drawn.

A test must say the same of the same tree, so hypothesis draws the same examples each time. To look
for new ones, run `pytest --hypothesis-profile=search`.
"""

from collections.abc import Callable

import pytest
from hypothesis import settings

from lever5_rules.cli import main

settings.register_profile("search", print_blob=True)
settings.register_profile("same", derandomize=True)
settings.load_profile("same")


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Command = Callable[..., Ran]


@pytest.fixture
def lever5(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as done:
            main(list(arguments))
        caught = capsys.readouterr()
        code = done.value.code
        assert isinstance(code, int)
        assert "Traceback" not in caught.out + caught.err
        return Ran(code, caught.out, caught.err)

    return run
