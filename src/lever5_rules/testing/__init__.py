"""The kit for testing rules and plugins; a rule is tested in three lines.

    from lever5_rules.testing import SAMPLE, attack, expect

    expect("5.2.4-3", "length").of(SAMPLE).passes()
    expect("5.2.4-3", "length").of(SAMPLE.but(PlcGuideline, minutes=30)).is_gap("below_parameter")
    assert attack("5.2.4-3") == []

`SAMPLE` is a small, well-run district on which every built-in rule passes. `sample_with(plugin)` is
the same district with the additions of a plugin's hook `lever5_sample`; `District.bare()` is one
with only a profile. A district is changed piece by piece: each change returns a new district, which
the real loader and engine judge. `attack` spoils what a rule reads and reports what still passes;
`adversary` fills in one kind at a time as the laziest district would.

`artifact_of(kind)` returns Hypothesis strategies for the artifacts of a kind; Hypothesis is
imported only when it is called. For pytest there are the fixtures `sample_district`,
`lever5_expect` and `lever5_command`.
"""

from .adversary import Adversary, Attempt, adversary
from .attack import Spoilt, attack, spoilt
from .district import District, Judgement, plugin_of
from .expect import Expectation, Judged, expect
from .matrix import Matrix
from .sample import SAMPLE
from .spoiling import WAYS
from .strategies import any_artifact_of, artifact_of, value_of
from .with_plugins import sample_with

__all__ = [
    "SAMPLE",
    "WAYS",
    "Adversary",
    "Attempt",
    "District",
    "Expectation",
    "Judged",
    "Judgement",
    "Matrix",
    "Spoilt",
    "adversary",
    "any_artifact_of",
    "artifact_of",
    "attack",
    "expect",
    "plugin_of",
    "sample_with",
    "spoilt",
    "value_of",
]
