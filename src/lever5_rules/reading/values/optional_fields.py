"""What an optional field holds where nothing was written into it, or only that nothing is known."""

from datetime import date
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.core.blanks import NOT_APPLICABLE, Mark
from lever5_rules.core.lexicon import bare
from lever5_rules.core.outcome import Reason


def says_none(info: FieldInfo, said: object) -> bool:
    """Whether it says in an optional field of a row that there is nothing: `n/a` beside a product.

    Beside a day, a status or a yes or no it says nothing of the kind, unless there need be none.
    There too a "no" is the answer to a question, and no blank.
    """
    if not info.optional or info.none_is_an_answer or not isinstance(said, str):
        return False
    listed = info.item is str or (info.vocabulary is not None and info.many)
    if not (listed or info.absent_means_none) or (info.type is bool and bare(said) == "no"):
        return False
    return said.strip().casefold() in NOT_APPLICABLE or bare(said) in NOT_APPLICABLE


def left_blank(info: FieldInfo, found: Any) -> Any:
    """What was found in a field of a row, or None where it is optional and blank; a placeholder
    stays where somebody has still to look: TBD, pending, #N/A."""
    if not info.optional or found.__class__ is not Mark:
        return found
    may_lack = info.absent_means_none and info.item is not date
    return found if found.reason is Reason.PLACEHOLDER and not may_lack else None
