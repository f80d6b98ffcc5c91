"""Whether a plugin conforms: a check of it as a whole, as `lever5 plugins check` does it.

found = conform("plugins/northfield")
assert found.concerns == ()
"""

from .check import UNSEEN, Conformance, conform
from .concerns import Concern, Topic

__all__ = ["UNSEEN", "Concern", "Conformance", "Topic", "conform"]
