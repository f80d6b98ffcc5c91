"""Cedar Hollow as other systems would export it: for tests only, with invented students."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

CEDAR = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd"
Row = dict[str, str]
STUDENT = "Ximena Sandoval-Student"
STUDENT_ID = "stu-77001"
SECRETS = (STUDENT, STUDENT_ID, "Ximena", "hunter2", "pupil@cedarhollow.test", "Guardian One")
"""What stands in the exports and may stand in no output."""
ONEROSTER_ROLES = {
    "teacher": "teacher",
    "principal": "principal",
    "counselor": "counselor",
    "instructional_support_staff": "aide",
    "district_leader": "districtAdministrator",
}
ORG = {"": "org-district"}
CARRIED = ("staff_id", "school_year", "role", "campus_id", "start_date", "end_date")
"""What OneRoster and Ed-Fi say of a post."""


def files_of(folder: Path = CEDAR) -> dict[str, Any]:
    """The files of an example by their name in the bundle."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".toml", ".csv")
    }


def rows_of(name: str, folder: Path = CEDAR) -> list[Row]:
    """The rows of one CSV file of the example."""
    with (folder / "records" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(rows: Iterable[Mapping[str, Any]], heads: Sequence[str] = ()) -> bytes:
    """Rows as CSV."""
    rows = list(rows)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(heads or rows[0]), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def only(rows: Iterable[Row], carried: Sequence[str]) -> list[Row]:
    """Rows in which just these columns are filled."""
    return [{name: cell if name in carried else "" for name, cell in row.items()} for row in rows]


def one_roster(version: str, roster: list[Row], campuses: Mapping[str, str]) -> dict[str, bytes]:
    """A OneRoster export of a roster. `campuses` are numbers and names."""
    orgs = [{"sourcedId": "org-district", "name": "Cedar Hollow ISD", "type": "district"}]
    orgs[0]["identifier"] = "999901"
    for campus, name in campuses.items():
        orgs.append(
            {
                "sourcedId": f"org-{campus}",
                "name": name,
                "type": "school",
                "identifier": campus,
                "parentSourcedId": "org-district",
            }
        )
    org_heads = ("sourcedId", "status", "dateLastModified", "name", "type", "identifier")
    sessions = [
        {
            "sourcedId": "y",
            "title": "2026-27",
            "type": "schoolYear",
            "startDate": "2026-08-12",
            "endDate": "2027-05-27",
            "schoolYear": "2027",
        }
    ]
    users: list[dict[str, str]] = []
    roles: list[dict[str, str]] = []
    for number, row in enumerate(roster):
        person = row["staff_id"]
        org = f"org-{row['campus_id']}" if row["campus_id"] else "org-district"
        word = ONEROSTER_ROLES.get(row["role"], f"ext:{row['role']}")
        users.append(_user(person, f"Given{number}", "Family-Staff", word, org))
        roles.append(
            {
                "sourcedId": f"r{number}",
                "userSourcedId": person,
                "roleType": "primary",
                "role": word,
                "beginDate": row["start_date"],
                "endDate": row["end_date"],
                "orgSourcedId": org,
            }
        )
    for number, word in enumerate(("student", "guardian", "parent", "relative")):
        person = STUDENT_ID if word == "student" else f"{STUDENT_ID}-{word}"
        org = f"org-{next(iter(campuses))}"
        users.insert(number * 3, _user(person, STUDENT, "Guardian One", word, org))
        roles.insert(
            number * 2,
            {"sourcedId": f"s{number}", "userSourcedId": person, "role": word, "orgSourcedId": org},
        )
    heads: tuple[str, ...]
    if version == "1.1":
        heads = ("sourcedId", "status", "orgSourcedIds", *_USER_HEADS, "role")
        data = {"users.csv": written(users, heads)}
    else:
        heads = ("sourcedId", "status", "dateLastModified", *_USER_HEADS)
        data = {"users.csv": written(users, heads), "roles.csv": written(roles, _ROLE_HEADS)}
    return {
        **data,
        "manifest.csv": f"propertyName,value\noneroster.version,{version}\n".encode(),
        "orgs.csv": written(orgs, (*org_heads, "parentSourcedId")),
        "academicSessions.csv": written(sessions),
    }


_ROLE_HEADS = (
    *("sourcedId", "status", "userSourcedId", "roleType", "role", "beginDate"),
    *("endDate", "orgSourcedId"),
)
_USER_HEADS = ("enabledUser", "username", "givenName", "familyName", "email", "sms", "password")


def _user(person: str, text: str, family: str, word: str, org: str) -> Row:
    return {
        "sourcedId": person,
        "enabledUser": "true",
        "username": text.lower(),
        "givenName": text,
        "familyName": family,
        "email": "pupil@cedarhollow.test",
        "sms": "555-0100",
        "password": "hunter2",
        "role": word,
        "orgSourcedIds": org,
    }


GROW_TYPES = {
    "coaching": "Informal Observation",
    "formal": "Formal Observation",
    "walkthrough": "Learning Walk",
    "culture_walk": "Culture Walkthrough",
}


def grow_observations(log: Iterable[Row]) -> list[dict[str, Any]]:
    """Observations as the interface of Grow gives them. Class begins at 15:30 UTC."""
    results = []
    for row in log:
        minutes = int(row["minutes"])
        clock = f"{15 + (30 + minutes) // 60:02}:{(30 + minutes) % 60:02}"
        published = row["finalized"] == "yes"
        results.append(
            {
                "_id": row["observation_id"],
                "created": f"{row['date']}T15:30:00.000Z",
                "archivedAt": None,
                "observedAt": f"{row['date']}T15:30:00.000Z",
                "observedUntil": f"{row['date']}T{clock}:00.000Z",
                "firstPublished": f"{row['feedback_on']}T20:00:00Z" if row["feedback_on"] else None,
                "isPublished": published,
                "observationType": {"name": GROW_TYPES.get(row["type"], row["type"])},
                "observer": {"_id": row["observer_staff_id"], "name": STUDENT},
                "teacher": {"_id": row["observee_staff_id"], "email": "pupil@cedarhollow.test"},
                "teachingAssignment": {"school": "64f0aa"},
                "score": 2.5,
                "privateNotes": "hunter2",
            }
        )
    return results


def flat(record: Mapping[str, Any], lead: str = "") -> Row:
    """A record with dotted heads, as tools for tables write it."""
    row: Row = {}
    for key, value in record.items():
        if isinstance(value, dict):
            row |= flat(value, f"{lead}{key}.")
        elif isinstance(value, list):
            for number, item in enumerate(value):
                row |= flat(item, f"{lead}{key}.{number}.")
        else:
            row[f"{lead}{key}"] = "" if value is None else str(value)
    return row


EDFI_TYPES = {"coaching": "Informal Obs", "formal": "Formal Obs", "walkthrough": "Walkthrough"}


def edfi_evaluations(log: Iterable[Row]) -> list[dict[str, Any]]:
    """Performance evaluation ratings as Ed-Fi gives them; planned ones among them."""
    spaces = "uri://ed-fi.org/PerformanceEvaluationTypeDescriptor#"
    data: list[dict[str, Any]] = []
    for row in log:
        data.append(
            {
                "id": row["observation_id"],
                "performanceEvaluationReference": {
                    "educationOrganizationId": 999901,
                    "performanceEvaluationTypeDescriptor": spaces + EDFI_TYPES[row["type"]],
                    "schoolYear": 2027,
                },
                "personReference": {"personId": row["observee_staff_id"]},
                "actualDate": row["date"],
                "actualDuration": int(row["minutes"]),
                "comments": "hunter2",
                "results": [{"rating": 3, "ratingResultTitle": STUDENT}],
                "reviewers": [
                    {
                        "firstName": STUDENT,
                        "reviewerPersonReference": {"personId": row["observer_staff_id"]},
                    }
                ],
            }
        )
    planned = {**data[0], "id": "planned", "actualDate": None, "scheduleDate": "2027-01-12"}
    return [planned, *data]


def edfi_staff(roster: Iterable[Row]) -> list[dict[str, Any]]:
    """Staff assignments as Ed-Fi gives them."""
    return [
        {
            "id": f"a{number}",
            "educationOrganizationReference": {
                "educationOrganizationId": int(row["campus_id"] or "999901")
            },
            "staffReference": {"staffUniqueId": row["staff_id"]},
            "staffClassificationDescriptor": "uri://ed-fi.org/StaffClassificationDescriptor#"
            + row["role"].replace("_", " ").title(),
            "beginDate": row["start_date"],
            "endDate": row["end_date"] or None,
        }
        for number, row in enumerate(roster)
    ]


def as_json(records: Any) -> bytes:
    return json.dumps(records, indent=1).encode()
