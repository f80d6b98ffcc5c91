"""Public pages of one survey after another: two that differ by few districts tell of those.

Districts differ too if their region or their results do.
"""

import json
from hashlib import sha256

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import counted

from .districts import district_key
from .record import Record
from .results import Results
from .suppression import LEAST


def require_no_difference(results: Results) -> None:
    """Raise UsageError if an earlier public page showed the same of all but a few districts.

    Pages are known that were written from the same state, or from that of the earlier survey.
    """
    districts = _districts(results)
    for state in (results.state, results.earlier):
        for before in state.published() if state is not None else ():
            came, went = districts.keys() - before.keys(), before.keys() - districts.keys()
            changed = {
                one for one in districts.keys() & before.keys() if districts[one] != before[one]
            }
            for few, said in (
                (len(came), "about the same districts but for"),
                (len(went), "about the same districts but for"),
                (len(changed), "the same but for the results or the region of"),
            ):
                if 0 < few < LEAST:
                    raise UsageError(
                        f"The public page was not written: an earlier one was {said} "
                        f"{counted(few, 'district')}, of which the difference would tell. Publish "
                        f"when none or at least {LEAST} differ."
                    )


def keep_published(results: Results) -> None:
    """Keep in the state what the page showed of each district, as a hash."""
    results.state.keep_published(_districts(results))


def _districts(results: Results) -> dict[str, str]:
    year = results.latest_year
    return {
        district_key(record["district_id"]) or name: _shown(record, results.region(record))
        for name, record in results.records()
        if record["school_year"] == year
    }


def _shown(record: Record, region: str) -> str:
    """Return the hash of what a public page counts of a district."""
    counts = [region, record["criteria"], record["missing"]]
    return sha256(json.dumps(counts, sort_keys=True).encode()).hexdigest()
