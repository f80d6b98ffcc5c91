"""What people filled into an earlier plan, and how a later plan keeps it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from attrs import evolve, frozen

from lever5_rules.core.text import harmless
from lever5_rules.findings.report import Report

OWNER, DUE, NOTES, WHAT, ID = "Owner", "Due", "Notes", "Work item", "Id"
CRITERIA, STATE, SINCE = "Criteria", "State", "Since"
ENTRIES = (OWNER, DUE, NOTES)
"""The columns for people to fill in."""
NEEDED = frozenset({*ENTRIES, WHAT})
"""The headers by which a table is recognized as one of a plan."""
_ID = re.compile(r"[0-9a-f]{12}")
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)+-\d+|[\w.-]+:[\w.-]+)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@frozen
class Filled:
    """What people filled in for an item. `due` is a date such as 2026-12-18, or any words."""

    owner: str = ""
    due: str = ""
    notes: str = ""

    def __bool__(self) -> bool:
        return bool(self.owner or self.due or self.notes)

    def joined(self, other: "Filled") -> "Filled":
        """Return both combined, for an item that occurs twice; nothing is lost."""
        return Filled(
            _joined_texts(self.owner, other.owner),
            _joined_texts(self.due, other.due),
            _joined_texts(self.notes, other.notes),
        )


@frozen
class KeptRow:
    """An item of an earlier plan."""

    what: str
    criteria: tuple[str, ...]
    filled: Filled
    state: str = ""
    since: str = ""


@frozen
class Closed:
    """An item that is no longer open. `state` is closed, waived or not judged this time."""

    fingerprint: str
    row: KeptRow


@frozen
class KeptPlan:
    """The contents of an earlier plan: items by fingerprint, and rows that people added.

    `intact` is False if people wrote outside of their columns, which a later plan does not keep.
    """

    district: str = ""
    rows: Mapping[str, KeptRow] = {}
    own: tuple[tuple[str, Filled], ...] = ()
    intact: bool = True

    def filled_in(self, fingerprint: str) -> Filled:
        """Return what was filled in for an item."""
        row = self.rows.get(fingerprint)
        return row.filled if row else Filled()

    def joined(self, other: "KeptPlan") -> "KeptPlan":
        """Return both plans combined."""
        rows = dict(self.rows)
        for name, row in other.rows.items():
            before = rows.get(name)
            rows[name] = evolve(before, filled=before.filled.joined(row.filled)) if before else row
        additions = dict.fromkeys((*self.own, *other.own))
        return KeptPlan(self.district, rows, tuple(additions), self.intact)


def district_of(report: Report) -> str:
    """Return the district's id in the form in which plans contain it."""
    return harmless(report.district_id, 60).replace("`", "").strip()


def kept_of(district: str, rows: Iterable[Mapping[str, str]], *, intact: bool) -> KeptPlan:
    """Return the plan in the rows of its tables, each given by its headers."""
    kept_rows: dict[str, KeptRow] = {}
    additions: list[tuple[str, Filled]] = []
    for row in rows:
        filled = Filled(*(row[name].strip() for name in ENTRIES))
        name = row.get(ID, "").strip()
        if is_own(row):
            beside = [
                f"{head}: {text}" for head, text in row.items() if head not in NEEDED and text
            ]
            notes = "; ".join(filter(None, (filled.notes, *beside)))
            if row[WHAT] or filled or beside:
                additions.append((row[WHAT].strip(), evolve(filled, notes=notes)))
            continue
        criteria = tuple(_criteria_in(row.get(CRITERIA, "")))
        kept_row = KeptRow(row[WHAT], criteria, filled, row.get(STATE, ""), row.get(SINCE, ""))
        before = kept_rows.get(name)
        kept_rows[name] = (
            evolve(kept_row, filled=before.filled.joined(filled)) if before else kept_row
        )
    return KeptPlan(district, kept_rows, tuple(additions), intact)


def _criteria_in(cell: str) -> Iterator[str]:
    """Yield the numbers of criteria, each of which may be followed by its title."""
    for part in re.split(r"[,;\n]", cell):
        if match := _NUMBER.match(part):
            yield match[1]


def is_own(row: Mapping[str, str]) -> bool:
    """Return whether people added this row of a table."""
    return not _ID.fullmatch(row.get(ID, "").strip())


def closed_items(
    report: Report, earlier: KeptPlan, still_open: set[str], waived: set[str]
) -> tuple[Closed, ...]:
    """Return the items of the earlier plan that are no longer open, with what was filled in."""
    judged_criteria = {finding.criterion for finding in report.findings} | {
        exempt.id for exempt in report.not_applicable
    }
    items = []
    for name, row in earlier.rows.items():
        if name in still_open:
            continue
        if not judged_criteria.issuperset(row.criteria):
            state = "not judged this time"
        else:
            state = "waived" if name in waived else "closed"
        since = row.since if row.state == state else report.as_of.isoformat()
        items.append(Closed(name, evolve(row, state=state, since=since)))
    return tuple(items)


def checksum(rows: Iterable[Mapping[str, str] | str], is_checksum: Callable[[str], object]) -> str:
    """Return a checksum of what lever5 wrote into a plan, independent of the order.

    `rows` are the rows of its tables, each by its headers, and all other lines. People's columns,
    their own rows and the line with the checksum do not count.
    """
    parts = []
    for row in rows:
        if isinstance(row, str):
            parts.append("" if is_checksum(row) else row)
        elif not is_own(row):
            cells = (text for name, text in row.items() if name not in ENTRIES)
            parts.append("|".join(cells).rstrip("|"))
    lines = sorted(filter(None, (" ".join(part.split()) for part in parts)))
    return sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]


def own_words(text: str) -> str:
    """Return what people wrote, without control characters, which no plan can hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _joined_texts(text: str, other: str) -> str:
    return text if other in ("", text) else f"{text}; {other}" if text else other
