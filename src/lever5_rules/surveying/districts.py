"""Data that an agency adds about its districts: the region of each, from a CSV file."""

import csv
import io
from pathlib import Path

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, listing
from lever5_rules.support.input_files import read_plain

MOST_BYTES = 64 << 20
DISTRICT, REGION = "district_id", "region"


def regions_of(file: str | Path) -> dict[str, str]:
    """Return the region of each district. Raises UsageError if the file does not give them."""
    try:
        text = read_plain(file, MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"The regions {file} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UsageError(f"The regions {file} are not UTF-8 text. Save them as UTF-8.") from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    heads = [head.strip() for head in rows.fieldnames or ()]
    if DISTRICT not in heads or REGION not in heads:
        listed = listing(clipped(head, 30) for head in heads if head) or "none"
        raise UsageError(
            f"The regions {file} need the columns {DISTRICT} and {REGION}; the file has {listed}."
        )
    rows.fieldnames = heads
    regions: dict[str, str] = {}
    for row in rows:
        number, region = (row.get(DISTRICT) or "").strip(), (row.get(REGION) or "").strip()
        if not number and not region:
            continue
        if not number or not region:
            raise UsageError(f"The regions {file}, line {rows.line_num}: a cell is blank. Fill it.")
        key = district_key(number)
        if regions.setdefault(key, region) != region:
            raise UsageError(
                f"The regions {file}, line {rows.line_num}: district {clipped(number, 20)} is in "
                "two regions. Remove one of the lines."
            )
    return regions


def district_key(number: str) -> str:
    """Return a district's number for comparison, without leading zeros, which spreadsheets drop."""
    return number.strip().lstrip("0")
