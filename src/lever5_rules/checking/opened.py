"""A bundle whose files are read once, however often it is checked."""

from pathlib import Path
from typing import Any

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.budgets import USUAL, Budgets
from lever5_rules.core.errors import BundleError
from lever5_rules.core.synonyms import Words
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.bundles.handed_in import bundle_of
from lever5_rules.reading.bundles.required_evidence import require_evidence
from lever5_rules.reading.load import load
from lever5_rules.reading.mappings.shipped_mappings import Mappings
from lever5_rules.reading.privacy.tokens import with_tokens
from lever5_rules.support.streams import contained


def bundle_within(bundle: Any, budgets: Budgets | None) -> Bundle:
    """Return the bundle with these budgets. None means its own budgets, or the usual ones."""
    if isinstance(bundle, str | Path) and "://" not in str(bundle):
        return Bundle.from_path(bundle, budgets or USUAL)
    opened = bundle_of(bundle)
    return opened if budgets is None else opened.within(budgets)


class Opened:
    """A bundle with its artifacts, cached by the district synonyms under which they were read.

    A ruleset may define other synonyms, under which the files are read differently.
    """

    def __init__(self, loaded: Loaded, bundle: Any, budgets: Budgets | None = None) -> None:
        self.loaded = loaded
        self.bundle = bundle_within(bundle, budgets)
        self._artifacts_by_words: dict[Words, LoadedBundle] = {}

    def artifacts(self, words: Words) -> LoadedBundle:
        """Return the contents of the files, read with these synonyms.

        Raises BundleError if there is no evidence, or if the files have changed since they were
        first read.
        """
        if words not in self._artifacts_by_words:
            loaded = self.loaded
            with contained(loaded.has_plugins):
                artifacts = load(
                    self.bundle, loaded.kinds, words, loaded.readers, Mappings(loaded.mappings)
                )
            if any(
                loaded_bundle.sha256 != artifacts.sha256
                for loaded_bundle in self._artifacts_by_words.values()
            ):
                raise BundleError(
                    "The files of the bundle have changed since it was loaded. Load it again."
                )
            require_evidence(self.bundle, artifacts)
            self._artifacts_by_words[words] = with_tokens(artifacts)
        return self._artifacts_by_words[words]
