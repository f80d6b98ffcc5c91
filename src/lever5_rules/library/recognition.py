"""Recognition of the files of a bundle, even if none of them is evidence yet."""

from attrs import frozen

from lever5_rules.core.blanks import Problem
from lever5_rules.core.errors import BundleError
from lever5_rules.findings.finding import BundleFile
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.reading.mappings.shipped_mappings import Mappings
from lever5_rules.support.streams import contained

from .checker import Checker
from .rulesets import DEFAULT_RULESET


@frozen
class Recognized:
    """The files of a bundle with kind and status, and the problems with them.

    `passed_over` are sentences on outputs of this program among them.
    """

    files: tuple[BundleFile, ...]
    problems: tuple[Problem, ...]
    passed_over: tuple[str, ...]


def recognize(checker: Checker, bundle: Bundle) -> Recognized:
    """Read the files without judging anything.

    A bundle without any evidence, which `Checker.load` refuses, is described file by file.
    """
    try:
        opened = checker.load(bundle)
        return Recognized(opened.files, opened.problems, opened.passed_over)
    except BundleError:
        return _without_evidence(checker, bundle)


def _without_evidence(checker: Checker, bundle: Bundle) -> Recognized:
    loaded = checker.loaded
    words = checker.ruleset(DEFAULT_RULESET).words
    with contained(loaded.has_plugins):
        artifacts = load(bundle, loaded.kinds, words, loaded.readers, Mappings(loaded.mappings))
    return Recognized(
        artifacts.papers.listed(artifacts.files), artifacts.problems, bundle.passed_over
    )
