"""Public pages of one survey after another: two that differ by few districts tell of those."""

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import counted

from .districts import district_key
from .results import Results
from .suppression import LEAST


def require_no_difference(results: Results) -> None:
    """Raise UsageError if an earlier public page was about all but a few of the same districts.

    Pages are known that were written from the same state, or from that of the earlier survey.
    """
    districts = _districts(results)
    for state in (results.state, results.earlier):
        for before in state.published() if state is not None else ():
            for few in (len(districts - before), len(before - districts)):
                if 0 < few < LEAST:
                    raise UsageError(
                        "The public page was not written: an earlier one was about the same "
                        f"districts but for {counted(few, 'district')}, of which the difference "
                        "would tell. Publish the same districts, or wait for "
                        f"{LEAST} more."
                    )


def keep_published(results: Results) -> None:
    """Keep the districts of the page in the state."""
    results.state.keep_published(_districts(results))


def _districts(results: Results) -> frozenset[str]:
    year = results.latest_year
    return frozenset(
        district_key(record["district_id"]) or name
        for name, record in results.records()
        if record["school_year"] == year
    )
