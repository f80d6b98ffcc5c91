"""Problems with references: names that are not found are reported once for each file and column."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import Factory, define

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.places import Place
from lever5_rules.core.text import clipped, counted, listing
from lever5_rules.reading.privacy.safe_text import quoted
from lever5_rules.reading.values.spelling import Register

from .registers import listed_in

Warn: TypeAlias = Callable[[str, Place | None, str, Severity], Problem]
EXAMPLES = 3
"""How many names that are not found are quoted."""


@define(eq=False, repr=False, slots=False)
class Group:
    """Names in one column of one file that share a message; `is_whole` if it has no other."""

    place: Place | None
    times: int = 0
    is_whole: bool = False
    names: dict[str, str | None] = Factory(dict)

    def add(self, names: Iterable[tuple[str, str | None]]) -> None:
        self.times += 1
        self.names.update(names)


def report_references(
    info: FieldInfo, key: tuple[str, str], group: Group, register: Register, unit: str, warn: Warn
) -> Problem:
    """Report once the results for all references in one column of one file."""
    file, status = key
    where, times = listed_in(info.refers_to), counted(group.times, unit)
    if status == "read" and not group.names:
        message = f"{info.name}: {times} without semicolons between names; read as a list."
        return warn(file, group.place, message, Severity.NOTE)
    if status == "read":
        spelling, name_in_list = next(iter(group.names.items()))
        name = "" if info.person else quote_id(spelling, register)
        example = f" (first {name} as {quote_id(name_in_list or '', register)})" if name else ""
        message = (
            f"{info.name}: {times} spelled otherwise than in {where}; read as what is listed "
            f"there{example}."
        )
        return warn(file, group.place, message, Severity.NOTE)
    names = (
        []
        if info.person
        else [name for as_written in group.names if (name := quote_id(as_written, register))]
    )
    examples = listing(names[:EXAMPLES])
    if len(group.names) == 1:
        lead = f"{info.name} {examples}".rstrip() + f" is not in {where} ({times}"
        lead += ", first here)." if group.times > 1 else ")."
    else:
        if examples:
            times += f", such as {examples}"
        lead = f"{info.name}: {len(group.names)} names are not in {where} ({times}, first here)."
    hint = ""
    if not info.person:
        hints = map(register.suggest, list(group.names)[:EXAMPLES])
        hint = next((suggestion for suggestion in hints if suggestion), "")
    if status == "unknown" and group.is_whole and len(group.names) > 1:
        message = (
            f"{lead} None of the names in this file is: the two use different ones. Write them "
            "alike in both."
        )
        return warn(file, group.place, message, Severity.WARNING)
    if status == "unknown":
        message = f"{lead}{hint} What names none of those listed there counts for none of them."
        return warn(file, group.place, message, Severity.WARNING)
    message = f"{lead}{hint} What is meant is unclear; write it as it is there, or add it there."
    return warn(file, group.place, message, Severity.ERROR)


def quote_id(name: str, register: Register | None = None) -> str:
    """Return a name as it may be quoted in a message; empty if it may not. Listed names may be
    quoted.
    """
    if name.isdecimal() or (register is not None and register.has_all_words(name)):
        return repr(clipped(name, 60))
    return quoted(name)
