"""What is told of an exception of a rule or plugin: its type and place, never its text, since
that may hold any value of a bundle (`KeyError: 's-102-4'`)."""

from os.path import basename
from traceback import walk_tb
from types import FrameType

from lever5_rules.core.errors import RuleError

_ENGINE = f"{__name__.partition('.')[0]}.engine."


def raised(error: BaseException, file: str | None = None) -> str:
    """`KeyError (ours.py, line 12)`: the place in the `file` of a rule, or in what the engine has
    called for it; without `file` the innermost place."""
    frames = list(walk_tb(error.__traceback__))
    told = frames[-1:]
    if file is not None:
        own = [one for one in frames if one[0].f_code.co_filename == file]
        others = [one for one in frames if not _in_engine(one[0])]
        told = own[-1:] or others[:1] or told
    for frame, line in told:
        return f"{type(error).__name__} ({basename(frame.f_code.co_filename)}, line {line})"
    return type(error).__name__


def in_our_words(error: BaseException) -> bool:
    """Whether the engine says this of a rule, in words that hold no value of a bundle."""
    frames = list(walk_tb(error.__traceback__))
    return isinstance(error, RuleError) and bool(frames) and _in_engine(frames[-1][0])


def _in_engine(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).startswith(_ENGINE)
