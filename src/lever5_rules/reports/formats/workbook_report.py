"""Findings as a workbook for those who work on them, with filters, sorting and print layout.

Sheets: Summary, To do (gaps), To find (missing evidence, by office), All requirements, Evidence,
Not judged, Files and About. No cell is a formula, whatever a bundle contains.
"""

from lever5_rules.core.limits import Limit
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.places import where
from lever5_rules.core.text import clipped, counted, listing
from lever5_rules.findings.report import Report
from lever5_rules.reports.element_rows import (
    ElementRow,
    element_rows,
    with_outcome,
    without_outcome,
)
from lever5_rules.reports.names import for_people
from lever5_rules.reports.sheet import Book, Cell, Column, Link, Sheet
from lever5_rules.reports.wording import (
    INCOMPLETE,
    accounting,
    cited_places,
    parts,
    scope,
    standing,
)

from .workbook_columns import ALL, TO_DO, TO_FIND, by_office, evidence, listed, plain

ABOUT_WIDTHS = (32, 30, 20, 12, 50, 12, 36)


def render(report: Report) -> bytes:
    """Return the report as the bytes of an .xlsx file."""
    report = for_people(report)
    book = Book(report, "Lever 5: findings")
    summary = book.sheet("Summary")
    rows = element_rows(report)
    listed(book.sheet("To do"), TO_DO, with_outcome(report, Outcome.GAP))
    listed(book.sheet("To find"), TO_FIND, by_office(with_outcome(report, Outcome.MISSING)))
    listed(book.sheet("All requirements"), ALL, rows)
    evidence(book.sheet("Evidence"), rows)
    _not_judged(book.sheet("Not judged"), report, rows)
    _files(book.sheet("Files"), report)
    _about(book.sheet("About"), report, rows)
    _summary(summary, report, rows)
    return book.content()


def _summary(sheet: Sheet, report: Report, rows: list[ElementRow]) -> None:
    sheet.widths(Column("", width) for width in (18, 62, 20, 26, 22))
    if not report.complete:
        sheet.say(INCOMPLETE, "incomplete line")
    sheet.say(standing(report), "title")
    sheet.say(accounting(report), "strong")
    sheet.say(scope(report))
    sheet.gap()
    leads = {
        "pass": "All requirements",
        "gap": "To do",
        "missing evidence": "To find",
        "not applicable": "Not judged",
        "error": "Not judged",
    }
    counts: list[tuple[Cell, ...]] = [
        (name, _lead(leads[name]), number) for name, number in parts(report)
    ]
    counts.append(("selected", "all of the above", report.accounting.selected))
    sheet.table((Column("Criteria", 18, True), Column("Where", 62), Column("Number", 20)), counts)
    if report.accounting.waived:
        sheet.say(f"{counted(report.accounting.waived, 'of these is', 'of these are')} waived.")
    sheet.gap()
    sheet.table(
        (
            Column("Key practice", 18),
            Column("Title", 62),
            Column("Outcome", 20, True),
            Column("Judged", 26),
        ),
        [
            (
                practice.id,
                practice.title,
                practice.outcome.value if practice.outcome else "none",
                f"partial: {practice.selected} of "
                f"{counted(practice.of, 'criterion', 'criteria')} selected"
                if practice.partial
                else counted(practice.of, "criterion", "criteria"),
            )
            for practice in report.key_practices
        ],
    )
    sheet.gap()
    _criteria(sheet, report, rows)
    if report.causes:
        sheet.gap()
        sheet.table(
            (Column("Requirements", 18), Column("Mend this first", 62), Column("Criteria", 20)),
            [
                (
                    len(cause.elements),
                    ": ".join(filter(None, (where(cause.file, cause.place), cause.problem))),
                    ", ".join(sorted({name.partition("/")[0] for name in cause.elements})),
                )
                for cause in report.causes
            ],
        )


def _criteria(sheet: Sheet, report: Report, rows: list[ElementRow]) -> None:
    """Write the selected criteria, each with a link to its first element."""
    first: dict[str, int] = {}
    for place, row in enumerate(rows, start=2):
        first.setdefault(row.criterion, place)
    findings = {finding.criterion: finding for finding in report.findings}
    failed = {failure.criterion: failure.message for failure in report.errors}
    reasons = {exempt.id: exempt.reason for exempt in report.not_applicable}
    lines: list[tuple[Cell, ...]] = []
    for name in report.selected:
        judged = findings.get(name)
        at = first.get(name)
        link: Cell = Link(name, f"'All requirements'!A{at}") if at else name
        if judged is not None:
            waived = f"waived until {judged.waiver.expires}" if judged.waiver else ""
            lines.append((link, judged.title, judged.outcome.value, waived, judged.change))
        elif name in reasons:
            lines.append((link, reasons[name], "not applicable", "", ""))
        else:
            lines.append((link, failed.get(name), "error", "", ""))
    sheet.table(
        (
            Column("Criterion", 18),
            Column("Title", 62),
            Column("Outcome", 20, True),
            Column("Waiver", 26),
            Column("Since last time", 22),
        ),
        lines,
    )


def _not_judged(sheet: Sheet, report: Report, rows: list[ElementRow]) -> None:
    columns = (
        Column("What", 20, True),
        Column("Criterion", 14),
        Column("Requirement", 30),
        Column("Why, or what is left to a person", 60),
        Column("Where to look", 40),
    )
    lines: list[tuple[Cell, ...]] = []
    for error in report.errors:
        who = f"{error.plugin or 'no plugin'}, {error.phase}"
        lines.append(("error", error.criterion, error.element, error.message, who))
    for exempt in report.not_applicable:
        lines.append(("not applicable", exempt.id, "", exempt.reason, ""))
    for finding in report.findings:
        for why, other in without_outcome(finding):
            lines.append((why, finding.criterion, other.id, other.reason, ""))
    for finding in report.findings:
        lines.append(("not judged", finding.criterion, "", finding.not_judged, finding.title))
    for row in rows:
        if reader := row.element.reader:
            places = "; ".join(cited_places(row.element)[:3])
            lines.append(("left to a reader", row.criterion, row.element.id, reader, places))
    sheet.table(columns, lines, frozen=True)


def _files(sheet: Sheet, report: Report) -> None:
    """Write each file, followed by the problems with it and what of it was not used."""
    columns = (
        Column("File", 44),
        Column("Kind of evidence", 24),
        Column("Note", 14),
        Column("Place", 24),
        Column("What was noticed", 64),
        Column("SHA-256", 68),
    )
    notes: dict[str, list[tuple[Cell, ...]]] = {entry.path: [] for entry in report.files}
    for problem in report.problems:
        file = problem.file or ""
        place = problem.cell or (f"line {problem.line}" if problem.line else "")
        note = (file, "", problem.severity.value, place, problem.message, "")
        notes.setdefault(file, []).append(note)
    for unused in report.unused_evidence:
        note = (unused.file, "", "not used", "", unused.why, "")
        notes.setdefault(unused.file, []).append(note)
    by_path = {entry.path: entry for entry in report.files}
    lines: list[tuple[Cell, ...]] = []
    for file, noted_lines in notes.items():
        if file in by_path:
            bundle_file = by_path[file]
            lines.append((file, bundle_file.kind, bundle_file.status, "", "", bundle_file.sha256))
        lines += noted_lines
    sheet.table(columns, lines, frozen=True, printed=5)


def _about(sheet: Sheet, report: Report, rows: list[ElementRow]) -> None:
    sheet.widths(_columns(*[""] * len(ABOUT_WIDTHS)))
    sheet.say("About this report", "title")
    facts = [
        ("Tool", f"lever5-rules {report.tool_version}"),
        ("Framework", report.framework),
        ("District", clipped(f"{report.district_name} ({report.district_id})", 160)),
        ("School year", str(report.school_year)),
        ("Reviewed as of", report.as_of.isoformat()),
        ("Complete", "yes" if report.complete else "NO: a rule or plugin failed"),
        ("Ruleset", f"{report.ruleset} {report.ruleset_version}"),
        ("Ruleset, SHA-256", report.ruleset_sha256),
        ("Evidence, SHA-256", report.bundle_sha256),
        *(("Plugin", f"{plugin.name} {plugin.version}") for plugin in report.plugins),
        ("Criteria selected", str(len(report.selected))),
        ("Not selected", ", ".join(report.not_selected) or "none"),
    ]
    for name, fact in facts:
        sheet.say(f"{name}: {fact}")
    sheet.gap()
    sheet.say("Limits: each is the ruleset's, none is the framework's demand", "strong")
    used: dict[str, tuple[Limit[object], list[str]]] = {}
    for row in rows:
        if row.element.limit:
            limit = row.element.limit
            used.setdefault(limit.name, (limit, []))[1].append(row.element.id)
    sheet.table(
        _columns("Limit", "Value", "Unit", "Origin", "Source", "Set by", "For"),
        [
            (
                name,
                plain(limit.value),
                limit.unit,
                limit.origin.value,
                limit.source,
                limit.ruleset,
                listing(dict.fromkeys(elements), most=12),
            )
            for name, (limit, elements) in sorted(used.items())
        ],
    )
    if report.waivers:
        sheet.gap()
        sheet.table(
            _columns("Waiver of", "Approved by", "Until", "State", "Reason"),
            [
                (
                    state.waiver.target,
                    state.waiver.approver_role,
                    state.waiver.expires,
                    state.state,
                    state.waiver.reason,
                )
                for state in report.waivers
            ],
        )


def _columns(*heads: str) -> list[Column]:
    return [Column(head, width) for head, width in zip(heads, ABOUT_WIDTHS, strict=False)]


def _lead(sheet: str) -> Link:
    return Link(f"see {sheet}", f"'{sheet}'!A1")
