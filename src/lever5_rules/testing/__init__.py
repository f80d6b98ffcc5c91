"""The kit for testing rules, a plugin's too: a rule is tested in two lines.

from lever5_rules.testing import SAMPLE

assert SAMPLE.but(PlcGuideline, minutes=30).judge("5.2.4-3")["length"].outcome is Outcome.GAP
assert attack("5.2.4-3") == []
"""

from .attack import Spoilt, attack, spoilt
from .district import District, Judgement, plugin_of
from .matrix import Matrix
from .sample import SAMPLE

__all__ = ["SAMPLE", "District", "Judgement", "Matrix", "Spoilt", "attack", "plugin_of", "spoilt"]
