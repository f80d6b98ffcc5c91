"""The column names that mark a table as a list of events of the school year.

They have their own module because every calendar is checked for them, and few need the rest.
"""

from collections.abc import Sequence

from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.tables.sheets import Cell

EVENT, FROM, TO = "event", "from", "to"
BEGINS_AT, ENDS_AT, ALL_DAY = "start_time", "end_time", "all_day"
_HEADS = {
    EVENT: (EVENT, "subject", "title", "summary", "event_name"),
    FROM: (FROM, "start_date", "start", "begin_date", "begins"),
    TO: (TO, "end_date", "end", "ends"),
    BEGINS_AT: (BEGINS_AT,),
    ENDS_AT: (ENDS_AT,),
    ALL_DAY: ("all_day_event", ALL_DAY),
}
MOST_TITLE_ROWS = 30

Rows = Sequence[tuple[int, Sequence[Cell]]]


def is_day_list(rows: Rows) -> bool:
    """Return whether rows are such a list, judged by their column names."""
    return find_heads(rows) is not None


def find_heads(rows: Rows) -> tuple[int, dict[str, int]] | None:
    """Return the rows above the first event, and the column of each name; None without column
    names.
    """
    for place, (_, cells) in enumerate(rows):
        if place >= MOST_TITLE_ROWS:
            break
        words = [head_word(cell) if isinstance(cell, str) else "" for cell in cells]
        columns = {
            head: words.index(next(name for name in names if name in words))
            for head, names in _HEADS.items()
            if not set(names).isdisjoint(words)
        }
        if EVENT in columns and FROM in columns:
            return place + 1, columns
    return None
