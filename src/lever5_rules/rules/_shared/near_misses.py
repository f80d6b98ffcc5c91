"""Near misses: rows that a log has of what is looked for, and what they lack to count."""

from collections.abc import Collection
from typing import Any, NamedTuple

from lever5_rules.authoring import Records, counted, listing


class Lack(NamedTuple):
    """How many rows lack something, what it is in words, and the column that would tell."""

    rows: int
    words: str
    column: str


class NearMisses(NamedTuple):
    """What a report that nothing was found adds to its message; empty without such rows.

    `sentence` follows the message, `columns` completes "fill in or correct ...".
    """

    sentence: str = ""
    columns: str = ""


def count_lacking(rows: Records[Any], words: str, column: str, **conditions: Any) -> Lack:
    """Return how many rows do not fulfil some conditions."""
    compared = rows.for_comparison()
    return Lack(compared.count() - compared.where(**conditions).count(), words, column)


def describe_near_misses(rows: Records[Any], about: str, lacks: Collection[Lack]) -> NearMisses:
    """Return how many such rows there are and what they lack.

    One row may lack several things, so the numbers need not add up. Reading the rows for this is
    not noted as evidence: it changes the words of a verdict only.
    """
    found = [lack for lack in lacks if lack.rows]
    if not found:
        return NearMisses()
    number = rows.for_comparison().count()
    told = listing(f"{lack.rows} {lack.words}" for lack in found)
    columns = listing(dict.fromkeys(lack.column for lack in found))
    return NearMisses(f" It has {counted(number, 'row')} {about}: {told}.", columns)
