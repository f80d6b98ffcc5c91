"""Markers for fields without a value, and the problems that explain them.

A rule that reads such a field never receives a marker: the engine ends the element instead. Markers
are visible only to code that looks at the raw artifact, and using one as a value is an error there:
`if mark`, `mark < 3` and `for x in mark` raise TypeError.
"""

from enum import Enum
from typing import NoReturn

from attrs import frozen

from .outcome import Reason
from .places import Place, cell_in, line_in, where

NOT_APPLICABLE = frozenset(
    {"n/a", "na", "n.a.", "nil", "no", "none", "none found", "not applicable", "not found"}
) | frozenset({"-", "--", "---", "–", "—"})
"""Entries that mean "there is nothing", in fields that may be left empty."""
SHEET_ERRORS = frozenset(
    {"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#spill!", "#calc!"}
)
"""What a spreadsheet shows where a formula fails."""


class Severity(Enum):
    """How serious a problem with the input is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Problem:
    """A problem with the input that its owner should know about.

    `file` is relative to the bundle. A problem of severity ERROR means that evidence was lost.

    >>> bundle = l5.load({"district.toml": {"name": "Sample ISD", "school_yaer": "2026-2027"}})
    >>> bundle.problems[0].where, bundle.problems[0].severity.value
    ('district.toml', 'warning')
    """

    severity: Severity
    file: str | None
    place: Place | None
    message: str

    @property
    def line(self) -> int | None:
        """The line in a text file, counted from 1."""
        return line_in(self.place)

    @property
    def cell(self) -> str | None:
        """The sheet or cell in a workbook, such as `meeting_log!C7`."""
        return cell_in(self.place)

    @property
    def where(self) -> str:
        """`meeting_log.csv, line 7`, `year.xlsx, meeting_log!C7`, or nothing."""
        return where(self.file, self.place)


@frozen(eq=False, repr=False, slots=False)
class Mark:
    """A marker that says why a field has no value.

    `problem` is set if the input is at fault. `how` continues a sentence that starts with the name
    of the field; `remedy` says what to do. Both are empty where the reason says enough.
    """

    reason: Reason
    problem: Problem | None = None
    how: str = ""
    remedy: str = ""

    def _no_value(self, *_: object) -> NoReturn:
        raise TypeError(f"a field without a value ({self.reason.value}) was used as if it had one")

    __bool__ = __len__ = __iter__ = __lt__ = __le__ = __gt__ = __ge__ = __int__ = _no_value
    __float__ = __add__ = __radd__ = __sub__ = __rsub__ = __contains__ = __getitem__ = _no_value


BLANK = Mark(Reason.BLANK_FIELD)
PLACEHOLDER = Mark(Reason.PLACEHOLDER)
TICKED = Mark(Reason.PLACEHOLDER, how="is only ticked")
FIGURE = Mark(Reason.PLACEHOLDER, how="holds a lone figure or letter")
OWN_NAME = Mark(Reason.PLACEHOLDER, how="only says its own name again")
LONE_ADDRESS = Mark(
    Reason.PLACEHOLDER,
    how="only gives an address, which is not opened",
    remedy="Write what is stated there",
)
LONE_FILE = Mark(
    Reason.PLACEHOLDER,
    how="only names a file, which is not opened",
    remedy="Write what is stated there",
)
NAME_BESIDE = Mark(Reason.PLACEHOLDER, how="only repeats a word that stands beside it")
INDEFINITE = Mark(Reason.PLACEHOLDER, how="says nothing definite")
SEVERAL = Mark(Reason.UNREADABLE, how="holds several ids in one cell", remedy="Give a row for each")
STATED_ABSENT = Mark(Reason.STATED_ABSENT)
VAGUE = Mark(Reason.VAGUE)


def of_draft(word: str) -> Mark:
    """Return the marker of a title by which its document is not adopted; `word` is its own."""
    return Mark(
        Reason.NOT_IN_FORCE,
        how=f"names a document that by its title is not adopted ({word!r})",
        remedy="Hand in the version that was adopted; if this is the one, correct its title",
    )


def is_of_draft(title: object) -> bool:
    """Return whether a title was read that says that its document is not adopted."""
    return isinstance(title, Mark) and title.reason is Reason.NOT_IN_FORCE


EMPTY_WORDS = (TICKED, FIGURE, OWN_NAME, LONE_ADDRESS, LONE_FILE, NAME_BESIDE, INDEFINITE)
"""Markers of text fields that are filled in but say nothing."""
