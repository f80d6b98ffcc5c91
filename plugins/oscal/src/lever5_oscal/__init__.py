"""Reports as OSCAL 1.2.1 assessment results, with the plan and the catalog that they need.

OSCAL (Open Security Controls Assessment Language) is NIST's form for catalogs of requirements and
for assessments against them. Two formats of a report:

- `oscal`: one file. The results carry the plan within them, and the plan the catalog, so that no
  reference leads nowhere.
- `oscal-package`: a zip with the three as files of their own, laid out as a workspace of trestle.
"""

from collections.abc import Sequence

from lever5_rules import Report, hookimpl
from lever5_rules.plugins import Reporter

LEVER5_API = 1


def render(report: Report) -> str:
    """The report as assessment results that carry their plan and catalog."""
    from .documents import in_one_file

    return in_one_file(report)


def render_package(report: Report) -> bytes:
    """The report as a zip of catalog, assessment plan and assessment results."""
    from .documents import in_a_package

    return in_a_package(report)


@hookimpl
def lever5_reporters() -> Sequence[Reporter]:
    return [
        Reporter(
            "oscal",
            (".oscal.json",),
            "OSCAL 1.2.1 assessment results with their plan and catalog, in one file",
            render,
        ),
        Reporter(
            "oscal-package",
            (".oscal.zip",),
            "OSCAL 1.2.1 catalog, assessment plan and assessment results, as files in a zip",
            render_package,
        ),
    ]
