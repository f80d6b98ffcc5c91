"""Description of an exception raised by a rule or plugin: its type and place, never its text.

The text may contain any value of a bundle (`KeyError: 's-102-4'`).
"""

from os.path import basename
from traceback import walk_tb
from types import FrameType

from lever5_rules.core.errors import RuleError

_PACKAGE = __name__.partition(".")[0]
_ENGINE = f"{_PACKAGE}.engine."


def error_text(error: BaseException, file: str | None = None) -> str:
    """Return the type and place of an error: `KeyError (ours.py, line 12)`.

    The place is the innermost line in `file`, or in what the engine called for it; without `file`,
    the innermost line of all.
    """
    frames = list(walk_tb(error.__traceback__))
    frame_choice = frames[-1:]
    if file is not None:
        own_frames = [step for step in frames if step[0].f_code.co_filename == file]
        outer_frames = [step for step in frames if not _in_engine(step[0])]
        frame_choice = own_frames[-1:] or outer_frames[:1] or frame_choice
    for frame, line in frame_choice:
        return f"{type(error).__name__} ({basename(frame.f_code.co_filename)}, line {line})"
    return type(error).__name__


def place_outside(error: BaseException) -> str:
    """Return the innermost line of an error that is neither ours nor Python's import machinery:
    ` (ours.py, line 12)`; empty if there is none."""
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        name = str(frame.f_globals.get("__name__"))
        if name.partition(".")[0] not in (_PACKAGE, "importlib", "attr", "attrs"):
            return f" ({basename(frame.f_code.co_filename)}, line {line})"
    return ""


def in_our_words(error: BaseException) -> bool:
    """Return whether the engine wrote the message, so that it holds no value of a bundle."""
    frames = list(walk_tb(error.__traceback__))
    return isinstance(error, RuleError) and bool(frames) and _in_engine(frames[-1][0])


def _in_engine(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).startswith(_ENGINE)
