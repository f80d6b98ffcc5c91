"""The conformance check of a plugin, as run by `lever5 plugins check`.

found = conform("plugins/northfield")
assert found.concerns == ()
"""

from .check import UNSEEN, Conformance, conform
from .concerns import Concern, Topic

__all__ = ["UNSEEN", "Concern", "Conformance", "Topic", "conform"]
