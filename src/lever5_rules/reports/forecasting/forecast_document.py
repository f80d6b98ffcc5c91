"""Forecasts as a document, day by day, for every format that people read."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from attrs import frozen

from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.comparing.forecast import CriterionLapse, ElementLapse, Forecast
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.text import clipped, counted, listing
from lever5_rules.core.years import SchoolYear
from lever5_rules.reports.document import Document, Entry, Note, Notes, Say, Section, Tone
from lever5_rules.reports.names import Names
from lever5_rules.reports.wording import district, reason_in_words

WHY = {
    Reason.LATE: "a limit of time is passed",
    Reason.BELOW_PARAMETER: "the time for it ends",
    Reason.NOT_COVERED: "the time for it ends",
    Reason.NO_RECORDS: "the time for it ends",
    Reason.TOO_EARLY: "more time has to pass first",
    Reason.NOT_IN_FORCE: "a document is no longer in force",
    Reason.WRONG_YEAR: "the evidence is of an earlier school year",
}
WORDS = {Outcome.GAP.value: "GAP", Outcome.MISSING.value: "MISSING", "not-applicable": "n/a"}


@frozen
class _Event:
    """Elements of a criterion that stop passing on the same day. `whole` is True if the criterion
    itself stops passing."""

    day: date
    lapse: CriterionLapse
    whole: bool
    elements: tuple[ElementLapse, ...]


def document_of(forecast: Forecast) -> Document:
    """Return the forecast as a document."""
    today, names = forecast.today, Names.of(forecast.today)
    incomplete = "INCOMPLETE RUN: a rule or plugin failed; see ERRORS below."
    head = [
        *([] if forecast.complete else [Say(incomplete, Tone.WARNING)]),
        Say(f"FORECAST: {district(today)}, from {today.as_of} to {forecast.until}", Tone.STRONG),
        Say(
            "No day of it is a finding. Every day is judged with the evidence as it is, under the "
            f"ruleset {today.ruleset} {today.ruleset_version}: with records up to today only. "
            "What lapses here goes on passing where the work goes on and its records are added."
        ),
        Say(_summary(forecast), Tone.STRONG),
    ]
    turn = SchoolYear.containing(forecast.until).span.first
    days = [
        Section(f"{day}{_year_turns(day, turn)}", [_event(event, names) for event in events])
        for day, events in groupby(_events(forecast), key=lambda event: event.day)
    ]
    return Document("Forecast", head, [*days, *_rest(forecast)], today)


def _rest(forecast: Forecast) -> Iterator[Section]:
    if forecast.waivers:
        ends = [
            Note(
                f"{end.day}: {end.criterion} {end.title}: waived until {end.waiver.expires} by "
                f"the {end.waiver.approver_role} ({end.waiver.reason}); from then on it raises "
                "the alarm."
            )
            for end in forecast.waivers
        ]
        yield Section("WAIVERS that end", [Notes(ends)])
    if forecast.errors:
        failed = [Note(f"{day}: {message}") for day, message in forecast.errors]
        title = "ERRORS: rules that fail on a later day; tell their authors"
        yield Section(title, [Notes(failed)])


def _summary(forecast: Forecast) -> str:
    passing = counted(forecast.passing, "criterion", "criteria")
    verb = "passes" if forecast.passing == 1 else "pass"
    sentence = f"{passing} of {forecast.today.accounting.selected} {verb} today"
    if not forecast.lapsing:
        return f"{sentence}, and none lapses by {forecast.until}."
    lasting = forecast.passing - forecast.lapsing
    back = sum(1 for lapsing in forecast.lapses if lapsing.again)
    returns = f" ({back} for a time only)" if back else ""
    lapse = "lapses" if forecast.lapsing == 1 else "lapse"
    stay = "passes" if lasting == 1 else "pass"
    return (
        f"{sentence}. {forecast.lapsing} {lapse} by {forecast.until} if nothing is added{returns}; "
        f"{lasting} {stay} on every day."
    )


def _events(forecast: Forecast) -> list[_Event]:
    events = []
    for lapse in forecast.lapses:
        days = {element.day for element in lapse.elements} | ({lapse.day} if lapse.day else set())
        for day in days:
            elements = tuple(element for element in lapse.elements if element.day == day)
            events.append(_Event(day, lapse, lapse.day == day, elements))
    return sorted(events, key=lambda event: event.day)


def _year_turns(day: date, turn: date) -> str:
    return f": the school year {SchoolYear.containing(day)} begins" if day == turn else ""


def _event(event: _Event, names: Names) -> Entry:
    lapse = event.lapse
    notes = [_element(element, names) for element in event.elements]
    if event.whole:
        state = lapse.state or ""
        outcome = Outcome(state) if state in tuple(Outcome) else None
        title = f"{lapse.title}{_again(lapse.again)}"
        return Entry(WORDS.get(state, state), lapse.id, title, outcome, notes=notes)
    when = "goes on passing" if lapse.passes else "no pass today either"
    if lapse.day:
        when = f"{'lapsed' if lapse.day < event.day else 'lapses'} on {lapse.day}"
    return Entry("", lapse.id, f"{lapse.title} ({when})", notes=notes)


def _element(lapse: ElementLapse, names: Names) -> Note:
    name = label_of(lapse.id.partition("/")[2])
    if lapse.then is None:
        return Note(f"{name}: {lapse.state.replace('-', ' ')}{_again(lapse.again)}")
    advice = ", advice" if lapse.now.advisory else ""
    why = WHY.get(lapse.then.reason, reason_in_words(lapse.then.reason))
    scope = f" [{listing(map(names.place, lapse.then.scope))}]" if lapse.then.scope else ""
    notes = [Note(clipped(names.readable(lapse.then.message), 400), "then")]
    if lapse.then.remedy:
        notes.append(Note(names.readable(lapse.then.remedy), "next", Tone.DO))
    return Note(f"{name} ({why}{advice}){scope}{_again(lapse.again)}", notes=notes)


def _again(day: date | None) -> str:
    return f" [passes again on {day}]" if day else ""
