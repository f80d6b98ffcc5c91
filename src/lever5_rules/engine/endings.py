"""The verdicts that end an element early: what is missing, where, and what to do about it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NoReturn

import attrs

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.core.blanks import Mark, Problem
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.outcome import Level, Reason
from lever5_rules.core.places import where as in_words_of_place
from lever5_rules.core.quotes import Found, Lookup, said_of
from lever5_rules.core.text import listing, shown
from lever5_rules.core.verdict import EndOfEvidence, Verdict
from lever5_rules.counting.reasons import SHORT, LeftOut, Uncounted

from .trail import Trail


def held_by(kind: KindInfo) -> str:
    """Return a sentence on who usually holds an artifact."""
    return f"Usually held by: {kind.office}." if kind.office else ""


def list_to_mend(verdict: Verdict, kinds: Mapping[str, KindInfo]) -> str:
    """Return the list that remedies name first when it is unknown whom to look at.

    Whatever records were to be judged by it, the work is that of whoever keeps the list.
    """
    if verdict.reason not in (Reason.NO_DENOMINATOR, Reason.UNKNOWN_PERSON):
        return ""
    lists = (kind for kind in kinds.values() if kind.family is Family.DENOMINATOR)
    positions = {kind.name: verdict.remedy.find(kind.usual_file) for kind in lists}
    mentions = {name: place for name, place in positions.items() if place >= 0}
    return min(mentions, key=mentions.__getitem__, default="")


def end(verdict: Verdict) -> NoReturn:
    """End the element with a verdict."""
    raise EndOfEvidence(verdict)


def end_reading(trail: Trail, verdict: Verdict) -> NoReturn:
    """End the element; the trail remembers it, in case the rule catches the exception."""
    trail.ended = verdict
    raise EndOfEvidence(verdict)


def at_mark(trail: Trail, kind: KindInfo, info: FieldInfo, mark: Mark, entry: Evidence) -> NoReturn:
    """End the element at a field without a value."""
    trail.looked.add(kind.name)
    end_reading(trail, unvalued(kind, info, mark, entry))


def unvalued(kind: KindInfo, info: FieldInfo, mark: Mark, entry: Evidence) -> Verdict:
    """Return the verdict for a field without a value: why it has none, and what to do about it."""
    file, name, spot = entry.file, entry.field, in_words_of_place(entry.file, entry.place)
    meaning = info.meaning[:1].lower() + info.meaning[1:]
    unit = f" in {info.unit}" if info.unit else " (yes or no)" if info.item is bool else ""
    problems: tuple[Problem, ...] = ()
    if mark.reason is Reason.STATED_ABSENT and kind.table:
        message = f"{file} says that there is no {name} ({meaning})."
        remedy = f"Settle it, and record it as {name} in {spot}."
    elif mark.reason is Reason.STATED_ABSENT and _takes_place(info):
        message = f"{file} says that {name} ({meaning}) has not taken place."
        remedy = f"See that it takes place, and record {meaning} as {name} in {spot}."
    elif mark.reason is Reason.STATED_ABSENT:
        message = f"{file} says that {name} ({meaning}) was looked for and is not in the document."
        remedy = f"Decide on it, put it into the document, and record it as {name} in {spot}."
    elif mark.reason is Reason.VAGUE and info.item is str:
        message = f"{file}: {name} ({meaning}) says nothing definite that can be checked."
        remedy = f"Set it down in definite words in the document and record them in {spot}."
    elif mark.reason is Reason.VAGUE:
        message = f"{file}: {name} ({meaning}) names no figure or owner that can be checked."
        remedy = f"Set a definite {name}{unit} in the document and record it in {spot}."
    elif mark.reason is not Reason.UNREADABLE and mark.problem is not None and mark.remedy:
        problems = (mark.problem,)
        message, remedy = mark.problem.message, mark.remedy
    elif mark.reason is Reason.UNREADABLE and mark.problem is not None:
        problems = (mark.problem,)
        message = f"{name} ({meaning}) cannot be judged: {mark.problem.message}"
        remedy = mark.remedy or f"Correct {name} in {mark.problem.where}."
    else:
        defect = "holds a placeholder" if mark.reason is Reason.PLACEHOLDER else "is blank"
        state = mark.how or defect
        expectation = "" if mark.remedy else f"; it should say: {meaning}{unit}"
        message = f"{file}: {name} {state}{expectation}."
        if mark.problem is not None:  # the file has no such column
            message = f"{mark.problem.message} It should say: {meaning}{unit}."
        task = mark.remedy or f"Find it and fill in {name}"
        remedy = f"{task} in {spot}. {held_by(kind)}".strip()
        if mark.problem is not None:
            problems = (mark.problem,)
            remedy = f"Add the column {name} to {entry.file}. {held_by(kind)}".strip()
    return Verdict(
        reason=mark.reason,
        message=message,
        remedy=remedy,
        notes=(entry,),
        problems=problems,
        kind=kind.name,
    )


def _takes_place(info: FieldInfo) -> bool:
    """Return whether a list records dated events, rather than what a document says."""
    return (
        info.many
        and attrs.has(info.item)
        and any(field_info.item is date for field_info in item_fields(info.item).values())
    )


def no_artifact(
    kind: KindInfo,
    wanted: str,
    lost: tuple[Problem, ...] = (),
    unread: tuple[Problem, ...] = (),
) -> Verdict:
    """Return the verdict that the bundle has nothing of a kind.

    `lost` are problems with files of that kind; `unread` are files that may hold any kind, which
    the message keeps apart.
    """
    message = f"The bundle holds no {kind.name}{wanted}."
    if candidates := lost or unread:
        message += f" ({candidates[0].file} could not be read and may hold it.)"
    denominator = kind.family.value == "denominator"
    return Verdict(
        reason=Reason.NO_DENOMINATOR if denominator else Reason.NO_ARTIFACT,
        message=message,
        remedy=f"Find it and add it as {kind.usual_file}. {held_by(kind)}".strip(),
        problems=lost,
        kind=kind.name,
        wanted=wanted.strip(),
    )


def unreadable(kind: KindInfo, problems: tuple[Problem, ...]) -> Verdict:
    """Return the verdict for a kind of which a part could not be read."""
    files = sorted({problem.file or "?" for problem in problems})
    return Verdict(
        reason=Reason.UNREADABLE,
        message=f"{kind.name} cannot be judged: {problems[0].message}",
        remedy=f"Mend {' and '.join(files)} as described, save it again and check again.",
        problems=problems,
        kind=kind.name,
    )


def nothing_current(
    kind: KindInfo, reason: Reason, year: str, as_of: date, files: list[str]
) -> Verdict:
    """Return the verdict for a kind of which no artifact applies to this review."""
    file = files[0] if files else kind.usual_file
    if reason is Reason.WRONG_YEAR:
        message = f"{file} holds {kind.name} of another school year only; {year} is reviewed."
        remedy = f"Find the {kind.name} of {year}. {held_by(kind)}"
    elif reason is Reason.TOO_EARLY:
        message = f"{file} holds nothing dated up to {as_of}, the day of the review."
        remedy = "Come back when the first of these has taken place."
    elif reason is Reason.NOT_IN_FORCE:
        message = f"{file} is not in force on {as_of}, the day of the review."
        remedy = f"Find the {kind.name} that is in force. {held_by(kind)}"
    else:
        message = f"{file} has its heads but no rows."
        remedy = f"Fill {file} in. {held_by(kind)}"
    return Verdict(reason=reason, message=message, remedy=remedy.strip(), kind=kind.name)


def none_counts(kind: KindInfo, files: list[str], left_out: Iterable[LeftOut]) -> Verdict:
    """Return the verdict for a table of which no row counts as evidence."""
    omissions = tuple(left_out)
    reasons = {omission.reason for omission in omissions}
    explanation = " ".join(f"{omission.file}: {omission.sentence}" for omission in omissions)
    verdict = no_rows(kind, files).but(
        message=f"{files[0]} holds no {kind.name} row that counts. {explanation}"
    )
    # If all lengths are 0, the system that exported them may not record lengths.
    if Uncounted.TOO_SHORT not in reasons or not reasons <= SHORT:
        return verdict
    return verdict.but(
        reason=Reason.BELOW_PARAMETER,
        remedy=f"See that they take place and last long enough, or correct {kind.lasts} in "
        f"{files[0]} where it is wrong.",
    )


def no_rows(kind: KindInfo, files: list[str]) -> Verdict:
    """Return the verdict for an empty selection where a row is required."""
    names = " and ".join(files[:3])
    return Verdict(
        reason=Reason.NO_RECORDS,
        message=f"{names} has no {kind.name} rows that this can be judged by.",
        remedy=f"Find the records and add them to {kind.usual_file}. {held_by(kind)}".strip(),
        kind=kind.name,
    )


def unlisted(campuses: tuple[str, ...]) -> Verdict:
    """Return the verdict for campuses missing from the profile: "all campuses" is then unknown."""
    ids = listing(campuses)
    return Verdict(
        reason=Reason.CONTRADICTORY,
        message=f"The district profile does not list {ids}, where by the staff roster a principal "
        "or teachers work.",
        remedy=f"Add {ids} to the campuses in district.toml, or correct the campus in "
        "staff_roster.csv. Usually held by: district office.",
        scope=campuses,
        kind="district_profile",
    )


def _name_source(field: str, kind: KindInfo) -> str:
    """Return where the source of a field is written: beside it in an item of a list, or apart."""
    name, bracket, _ = field.partition("[")
    info = kind.fields.get(name)
    if bracket and info is not None and info.nested and "source" in item_fields(info.item):
        return f"source = {{ ... }} to {field.rpartition('.')[0] or field}"
    return f"[sources.{name}]"


def worse_level(evidence: Evidence, kind: KindInfo, needed: str) -> Verdict:
    """Return the verdict that revokes a pass, because its evidence is below the level required."""
    reason = evidence.lacks or Reason.BELOW_LEVEL
    level = evidence.level.value if evidence.level else "none"
    lookup = evidence.lookup
    wordings: dict[Reason, tuple[str, str]] = {
        Reason.ASSERTION_ONLY: (
            "is stated without a source",
            f"Add {_name_source(evidence.field, kind)} with page or section and quote",
        ),
        Reason.NO_SOURCE: (
            "has a source without document, page or section, or a quote that says more than a "
            "heading",
            "Complete its source with document, page or section, and quote (the page may be left "
            "out where the document is in the bundle and its quote is found there)",
        ),
        Reason.UNREADABLE: (
            f"has a source of which the {lookup.where if lookup else ''} was not read",
            "Correct its source as the problem says",
        ),
        Reason.QUOTE_DIFFERS: (
            f"is {shown(evidence.value)}, and its quote says "
            + (said_of(evidence.differs) if evidence.differs else repr(evidence.hedge)),
            "Look it up in the document, and correct what is stated or its quote",
        ),
        Reason.UNDATED: (
            "rests on a document without a date",
            "Give the date of the document under [document] as dated",
        ),
        Reason.CONTRADICTORY: (
            f"is {shown(evidence.value)}, and {evidence.cites}, more than half a year before",
            "Correct one of the two days, or cite what shows it",
        ),
        Reason.NOT_IN_FORCE: (
            "rests on what was not in force on the day of the review: a draft, a document of a "
            "later date, or a quote that says it begins later",
            "Cite the version that was in force",
        ),
        Reason.BELOW_LEVEL: (
            f"is {level} evidence, and {needed} evidence is asked for",
            f"Get {needed} evidence for it, and record that",
        ),
    }
    defect, remedy = wordings.get(reason, wordings[Reason.BELOW_LEVEL])
    place = evidence.place
    if reason is Reason.UNDATED and not kind.table:
        place = evidence.source.place_of(("document", "dated")) or place
    spot = in_words_of_place(evidence.file, place)
    is_about_quote = evidence.cites and reason in (Reason.QUOTE_NOT_FOUND, Reason.BELOW_LEVEL)
    if is_about_quote and (lookup is not None or needed == Level.VERIFIED.value):
        defect, remedy = _describe_lookup(lookup)
    return Verdict(
        reason=reason,
        message=f"{evidence.file}: {evidence.field} {defect}.",
        remedy=f"{remedy} in {spot}. {held_by(kind)}".strip(),
        notes=(evidence,),
        problems=(lookup.problem,) if lookup is not None and lookup.problem is not None else (),
        kind=kind.name,
    )


def _describe_lookup(lookup: Lookup | None) -> tuple[str, str]:
    """Return what a lookup of a quote found, and what to do about it; the quote is not verified."""
    if lookup is None:
        return (
            "cites a document that is not in the bundle, and verified evidence is asked for",
            "Put the document into the bundle as PDF or DOCX, and name its file under [document]",
        )
    match lookup.found:
        case Found.ELSEWHERE:
            return (
                f"has a quote that stands {lookup.place} of {lookup.file}, not {lookup.where}",
                f"The quote stands {lookup.place}: correct the place in its source",
            )
        case Found.NOWHERE:
            hint = f", {lookup.place}" if lookup.place else ""
            return (
                f"has a quote that is not {lookup.where} of {lookup.file}{hint}",
                f"Look it up in {lookup.file}, and correct place and quote of its source",
            )
        case Found.UNREAD:
            reason = lookup.problem.message.rstrip(".") if lookup.problem else ""
            return (
                f"is cited evidence, and verified evidence is asked for; {lookup.file}: {reason}",
                f"Mend {lookup.file} as described, or cite a document that can be read",
            )
    return (
        "has a quote that is too short to prove anything, and verified evidence is asked for",
        "Quote more of the sentence, at least three words",
    )


def below_level(kinds: tuple[KindInfo, ...], level: Level | None, needed: Level) -> Verdict:
    """Return the verdict that revokes a pass, because nothing that was read reaches the level."""
    names = " or ".join(kind.name for kind in kinds if kind.family is not Family.DENOMINATOR)
    return Verdict(
        reason=Reason.BELOW_LEVEL,
        message=f"The strongest evidence is {level.value if level else 'none'}; "
        f"{needed.value} evidence is asked for.",
        remedy=f"Find {needed.value} evidence and add it to {names}.",
        kind=next((kind.name for kind in kinds), ""),
    )
