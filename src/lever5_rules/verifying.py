"""Verification of a saved report: a repeated run, compared with it."""

from pathlib import Path
from typing import Any

from attrs import evolve

from .checking import Opened, check_with
from .comparing.baseline import speaks_of_baseline
from .comparing.verification import Verification, unlike
from .core.budgets import Budgets
from .core.errors import UsageError
from .core.limits import Ruleset
from .core.text import clipped, listing
from .findings.report import Report, as_data
from .plugins.loaded import Loaded
from .reading.bundles.bundle import Bundle


def verify(
    loaded: Loaded,
    saved: Report,
    bundle: str | Path | Bundle | Opened,
    *,
    data: dict[str, Any] | None = None,
    ruleset: str | Path | Ruleset | None = None,
    waivers: str | Path | None = None,
    baseline: Report | None = None,
    budgets: Budgets | None = None,
) -> Verification:
    """Check the bundle again as the report was made: same day, selection and ruleset.

    `data` is the JSON data of the report's file, to detect additions. `ruleset` is required unless
    the report's is a shipped one, `waivers` if the report was made with a waiver file. Without
    `baseline`, the comparison with an earlier report is not repeated or verified.

    Raises UsageError if required input is missing, and whatever `check` raises.
    """
    if ruleset is None and saved.ruleset not in loaded.rulesets:
        raise UsageError(
            f"The report was made under the ruleset {clipped(saved.ruleset, 60)!r}, which is not "
            "among those shipped. Give its file: --ruleset PATH."
        )
    if waivers is None and saved.waiver_file is not None:
        raise UsageError(
            f"The report was made with the waiver file {clipped(saved.waiver_file.name, 60)!r}. "
            "Give it: --waivers PATH."
        )
    criteria = [name for name in saved.selected if name in loaded.criteria]
    if not criteria:
        raise UsageError(
            f"None of the criteria of the report is known here ({listing(saved.selected)})."
        )
    again = check_with(
        loaded,
        bundle,
        ruleset=saved.ruleset if ruleset is None else ruleset,
        as_of=saved.as_of,
        select=criteria,
        waivers=waivers,
        baseline=baseline,
        budgets=budgets,
    )
    notes = []
    before = as_data(saved) if data is None else data
    if saved.baseline is not None and baseline is None:
        notes.append(
            f"The comparison with the baseline of {saved.baseline.as_of} was not repeated; give "
            "it with --baseline."
        )
        before = {**before, **_without_baseline(saved)}
    return Verification(saved, again, tuple(unlike(before, as_data(again))), tuple(notes))


def _without_baseline(report: Report) -> dict[str, Any]:
    """Return the parts of a report that depend on a baseline, as they are without one."""
    bare = evolve(
        report,
        baseline=None,
        findings=tuple(evolve(finding, change=None) for finding in report.findings),
        problems=tuple(problem for problem in report.problems if not speaks_of_baseline(problem)),
    )
    whole = as_data(bare)
    return {key: whole[key] for key in ("baseline", "findings", "problems")}
