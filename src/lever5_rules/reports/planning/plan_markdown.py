"""The improvement plan as Markdown, and the reading of a filled-in one."""

import html
import re
from collections.abc import Iterator, Mapping

from lever5_rules.core.text import listing
from lever5_rules.reports.documents.as_markdown import lines_of_section
from lever5_rules.reports.markdown import NO_CALL, head, md, table

from .kept_notes import (
    CRITERIA,
    ENTRIES,
    ID,
    NEEDED,
    NOTES,
    SINCE,
    STATE,
    WHAT,
    Filled,
    KeptPlan,
    checksum,
    district_of,
    kept_of,
    own_words,
)
from .plan import Plan, WorkItem
from .plan_document import explanations

WORK = (
    *("#", "Action", WHAT, "Campuses", "Status", "Office", "Closes alone", "Requirements"),
    CRITERIA,
    *ENTRIES,
    ID,
)
CLOSED = (STATE, SINCE, WHAT, CRITERIA, *ENTRIES, ID)
OWN = (WHAT, *ENTRIES)
HOW = (
    "Fill in Owner, Due and Notes; a later run keeps them. A row without an id is your own and "
    "stays too. What is written elsewhere is not carried over."
)
_CHECK = re.compile(r"^Checksum of this plan: `([0-9a-f]{16})`\s*$", re.MULTILINE)
_DISTRICT = re.compile(r"^District: `(.*)`\s*$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([\\`*_\[\]|~$+\-=#:.)])")


def render(plan: Plan) -> str:
    """Return the plan as Markdown."""
    body = "\n".join(_lines(plan)) + "\n"
    return f"{body}Checksum of this plan: `{checksum(_rows(body), _CHECK.match)}`\n"


def read(text: str) -> KeptPlan | None:
    """Return what people filled into a plan, or None if the text is not a plan."""
    text = text.replace("\r\n", "\n")
    district, check = _DISTRICT.search(text), _CHECK.search(text)
    rows = [row for row in _rows(text) if isinstance(row, Mapping)]
    if district is None or check is None:
        return None
    cells = [
        {name: _raw(cell) if name in ENTRIES else _plain(cell) for name, cell in row.items()}
        for row in rows
    ]
    return kept_of(district[1], cells, intact=check[1] == checksum(_rows(text), _CHECK.match))


def _lines(plan: Plan) -> Iterator[str]:
    report = plan.report
    yield from head(report, "Improvement plan")
    yield f"\n{HOW}"
    yield "\n## Work list"
    yield from table(WORK, (_row(place, work) for place, work in enumerate(plan.items, start=1)))
    if plan.own:
        yield "\n## Added by hand"
        yield from table(OWN, ((md(what), *_entries(filled)) for what, filled in plan.own))
    if plan.closed:
        yield f"\n## No longer open on {report.as_of}"
        yield from table(
            CLOSED,
            (
                (
                    md(closed.row.state),
                    md(closed.row.since),
                    md(closed.row.what),
                    md(", ".join(closed.row.criteria)),
                    *_entries(closed.row.filled),
                    closed.fingerprint,
                )
                for closed in plan.closed
            ),
        )
    for section in explanations(plan):
        yield from lines_of_section(section)
    yield "\n## About this plan\n"
    yield f"Made by lever5-rules {md(report.tool_version)} from a report of {report.as_of}."
    yield ""
    yield f"District: `{district_of(report)}`"
    yield ""


def _row(place: int, item: WorkItem) -> tuple[str, ...]:
    return (
        str(place),
        item.action.value,
        md(item.title),
        md(listing(item.campuses, most=40)),
        md(item.status),
        md(item.office),
        ", ".join(map(md, item.closes)) or "none",
        md(item.size),
        "; ".join(map(md, item.named)),
        *_entries(item.filled),
        item.fingerprint,
    )


def _entries(filled: Filled) -> Iterator[str]:
    """Yield people's own words, escaped so that a bar or line end cannot break the table."""
    for text in (filled.owner, filled.due, filled.notes):
        bare = own_words(text).replace("|", "\\|").replace("<br", "\\<br")
        yield bare.replace("\\\n", "\\ \n").replace("\n", "<br>")


def _rows(text: str) -> Iterator[Mapping[str, str] | str]:
    """Yield the rows of a plan's tables by their headers, and every other line as text."""
    heads: list[str] = []
    for line in text.split("\n"):
        bare = line.strip()
        if not bare.startswith("|"):
            heads = []
            yield bare
            continue
        cells = [cell.strip() for cell in _BAR.split(bare.removesuffix("|"))[1:]]
        if set("".join(cells)) <= set("-:") and heads:
            continue
        if not heads or not NEEDED.issubset(heads):
            heads = heads or cells
            yield "|".join(cells)
        else:
            yield dict(zip(heads, _fitted(cells, heads), strict=True))


def _fitted(cells: list[str], heads: list[str]) -> list[str]:
    """Return as many cells as headers; a bar that is not escaped belongs to the notes."""
    cells += [""] * (len(heads) - len(cells))
    notes = heads.index(NOTES)
    after = len(cells) - (len(heads) - notes - 1)
    return [*cells[:notes], " | ".join(cells[notes:after]), *cells[after:]]


def _raw(cell: str) -> str:
    lines = re.sub(r"(?<!\\)<br ?/?>", "\n", cell)
    return lines.replace("\\<br", "<br").replace("\\|", "|")


def _plain(cell: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", cell)).replace(NO_CALL, "")
