"""A history of reports as a table: a row for each report and key practice."""

import csv
import io

from lever5_rules.core.history import ORDER, History
from lever5_rules.core.text import harmless

HEADS = ("as_of", "report", "ruleset", "key_practice", "title", *ORDER, "opened", "closed")
BOM = "\ufeff"


def render(history: History) -> str:
    """The table, oldest report first; the row of `all` has what was opened and closed."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for one in history.moments:
        report = one.report
        lead = (report.as_of.isoformat(), _cell(one.name), _cell(report.ruleset))
        whole = [sum(held.get(word, 0) for held in one.counts.values()) for word in ORDER]
        writer.writerow((*lead, "all", "", *whole, " ".join(one.opened), " ".join(one.closed)))
        for practice, held in one.counts.items():
            title = history.titles.get(practice, "")
            numbers = [held.get(word, 0) for word in ORDER]
            writer.writerow((*lead, _cell(practice), _cell(title), *numbers, "", ""))
    return out.getvalue()


def _cell(text: str) -> str:
    """Text that no program for tables takes for a formula."""
    safe = harmless(text, 500)
    return f"'{safe}" if safe[:1] in ("=", "+", "-", "@") else safe
