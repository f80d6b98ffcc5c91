"""The command, run in this process."""

from collections.abc import Callable

import pytest

from lever5_rules.cli import main


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
