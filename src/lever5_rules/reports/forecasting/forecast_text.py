"""Forecasts as text, day by day."""

from datetime import date

from attrs import frozen

from lever5_rules.comparing.forecast import CriterionLapse, ElementLapse, Forecast
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.text import clipped, counted, listing
from lever5_rules.core.years import SchoolYear
from lever5_rules.reports.text_page import WIDTH, Page

WHY = {
    Reason.LATE: "a limit of time is passed",
    Reason.BELOW_PARAMETER: "a window of time closes",
    Reason.NOT_COVERED: "a window of time closes",
    Reason.NO_RECORDS: "a window of time closes",
    Reason.TOO_EARLY: "a new window of time has to pass first",
    Reason.NOT_IN_FORCE: "a document is no longer in force",
    Reason.WRONG_YEAR: "the evidence is of an earlier school year",
}
WORDS = {Outcome.GAP.value: "GAP", Outcome.MISSING.value: "MISSING", "not-applicable": "n/a"}


@frozen
class _Event:
    """What stops passing of a criterion on one day; `whole` if the criterion itself does."""

    day: date
    lapse: CriterionLapse
    whole: bool
    elements: tuple[ElementLapse, ...]


def render(forecast: Forecast, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the forecast as text of at most `width` columns; `color` adds terminal colors."""
    page = Page(width, color)
    today = forecast.today
    if not forecast.complete:
        page.say("INCOMPLETE RUN: a rule or plugin failed; see ERRORS below.", style="31;1")
        page.gap()
    page.say(
        f"FORECAST, no finding: {today.district_name or '(no district name)'} "
        f"({today.district_id or 'no id'}), from {today.as_of} to {forecast.until}",
        style="1",
    )
    page.say(
        f"Every day is judged with the bundle as it is, under the ruleset {today.ruleset} "
        f"{today.ruleset_version}: with records up to today only. What lapses here goes on "
        "passing where the work goes on and its records are added."
    )
    page.gap()
    page.say(_summary(forecast), style="1")
    turn = SchoolYear.containing(forecast.until).span.first
    events = _events(forecast)
    day: date | None = None
    for event in events:
        if event.day != day:
            page.title(f"{event.day}{_year_turns(event.day, turn)}")
            day = event.day
        _event(page, event)
    if forecast.waivers:
        page.title("WAIVERS that end")
    for end in forecast.waivers:
        page.say(
            f"- {end.day}: {end.criterion} {end.title}: waived until {end.waiver.expires} by the "
            f"{end.waiver.approver_role} ({end.waiver.reason}); from then on it raises the alarm.",
            hanging=2,
        )
    if forecast.errors:
        page.title("ERRORS: rules that fail on a later day; tell their authors")
    for failed, message in forecast.errors:
        page.say(f"- {failed}: {message}", hanging=2)
    return page.text()


def _summary(forecast: Forecast) -> str:
    passing = counted(forecast.passing, "criterion", "criteria")
    verb = "passes" if forecast.passing == 1 else "pass"
    said = f"{passing} of {forecast.today.accounting.selected} {verb} today"
    if not forecast.lapsing:
        return f"{said}, and none lapses by {forecast.until}."
    left = forecast.passing - forecast.lapsing
    back = sum(1 for one in forecast.lapses if one.again)
    returns = f" ({back} for a time only)" if back else ""
    lapse = "lapses" if forecast.lapsing == 1 else "lapse"
    stay = "passes" if left == 1 else "pass"
    return (
        f"{said}. {forecast.lapsing} {lapse} by {forecast.until} if nothing is added{returns}; "
        f"{left} {stay} on every day."
    )


def _events(forecast: Forecast) -> list[_Event]:
    found = []
    for lapse in forecast.lapses:
        days = {one.day for one in lapse.elements} | ({lapse.day} if lapse.day else set())
        for day in days:
            elements = tuple(one for one in lapse.elements if one.day == day)
            found.append(_Event(day, lapse, lapse.day == day, elements))
    return sorted(found, key=lambda one: one.day)


def _year_turns(day: date, turn: date) -> str:
    return f": the school year {SchoolYear.containing(day)} begins" if day == turn else ""


def _event(page: Page, event: _Event) -> None:
    lapse = event.lapse
    state = lapse.state if event.whole else None
    outcome = Outcome(state) if state in tuple(Outcome) else None
    if event.whole:
        word = WORDS.get(state or "", state or "")
        page.row(word, f"{lapse.id}  {lapse.title}{_passes_again_phrase(lapse.again)}", outcome)
    else:
        when = "goes on passing" if lapse.passes else "no pass today either"
        if lapse.day:
            when = f"{'lapsed' if lapse.day < event.day else 'lapses'} on {lapse.day}"
        page.row("", f"{lapse.id}  {lapse.title} ({when})")
    for one in event.elements:
        _element(page, one)


def _element(page: Page, one: ElementLapse) -> None:
    name = one.id.partition("/")[2]
    if one.then is None:
        page.say(f"- {name}: {one.state}{_passes_again_phrase(one.again)}", indent=8, hanging=2)
        return
    advice = ", advice" if one.now.advisory else ""
    why = WHY.get(one.then.reason, one.then.reason.value.replace("_", " "))
    scope = f" [{listing(one.then.scope)}]" if one.then.scope else ""
    page.say(
        f"- {name} ({why}{advice}){scope}{_passes_again_phrase(one.again)}", indent=8, hanging=2
    )
    page.say(f"then: {clipped(one.then.message, 400)}", indent=10, hanging=6)
    if one.then.remedy:
        page.say(f"next: {one.then.remedy}", indent=10, hanging=6, style="36")


def _passes_again_phrase(day: date | None) -> str:
    return f" [passes again on {day}]" if day else ""
