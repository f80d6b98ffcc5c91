"""The staff roster from a OneRoster export: who holds which role where and when.

Rows of students and families are skipped without being kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from attrs import define

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.blanks import Severity
from lever5_rules.core.places import Place
from lever5_rules.core.synonyms import plain
from lever5_rules.core.text import counted, listing
from lever5_rules.core.years import SchoolYear
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.privacy.refusals import STUDENTS_AND_FAMILIES, names_a_person
from lever5_rules.reading.privacy.safe_text import echoed
from lever5_rules.reading.sources import LinesSource
from lever5_rules.reading.values.single_values import Bad

from .cells import Days
from .oneroster_files import ORGS, ROLES, ROSTER, SESSIONS, USERS, base_name
from .oneroster_orgs import Org, Orgs
from .records import Export

NO_POSTS = frozenset(["proctor", "systemadministrator", "system_administrator"])
"""Roles that are access rights in a system, not employment."""
_INACTIVE = frozenset(["tobedeleted", "inactive"])


@define(eq=False)
class _ExportedPost:
    """One role of one person at one organization, as exported."""

    line: Place
    person: str
    role: str
    org: str
    begin: str = ""
    end: str = ""
    broken: str = ""


class Roster:
    """The staff of the OneRoster files of one folder; `lost` are files that could not be read."""

    def __init__(self, files: Mapping[str, RawFile], intake: Intake) -> None:
        self.files = files
        self.intake = intake
        self.lost: set[str] = set()
        self._left_out: Counter[str] = Counter()

    def read(self) -> None:
        """Read organizations, then sessions, then positions."""
        orgs = self._read_orgs()
        year = self._find_school_year()
        file = self.files.get(ROLES) or self.files.get(USERS)
        if file is None:
            return
        posts = list(self._read_posts(file))
        if file.path not in self.lost:
            self._drop_unusable(file, posts)
            self._add_roster(file, posts, orgs, year)

    def _read_rows(
        self, name: str, columns: Sequence[str]
    ) -> Iterator[tuple[Place, list[str] | str]]:
        """Yield the active rows of a file; nothing if there is no such file."""
        file = self.files.get(name)
        if file is None or file.path in self.lost:
            return
        with self._record_loss(file):
            export = Export(file)
            for line, cells in export.rows([*columns, "status"]):
                if isinstance(cells, str):
                    yield line, cells
                    continue
                *cells, status = map(str.strip, cells)
                if plain(status) not in _INACTIVE:
                    yield line, cells

    @contextmanager
    def _record_loss(self, file: RawFile) -> Iterator[None]:
        """Record a file as lost if it turns out to be unreadable."""
        try:
            yield
        except Unreadable as error:
            self._report_lost(file, error.place, str(error))
        except OSError as error:
            self._report_lost(file, None, f"{error.strerror}.")

    def _report_lost(self, file: RawFile, place: Place | None, message: str) -> None:
        self.lost.add(file.path)
        self.intake.lose(ROSTER, file.path, place, f"{file.path} cannot be read: {message}")

    def _report(
        self, name: str, place: Place | None, message: str, severity: Severity = Severity.WARNING
    ) -> None:
        self.intake.problem(self.files[name].path, place, message, severity)

    def _read_orgs(self) -> Orgs:
        by_id = {}
        columns = ("sourcedId", "name", "type", "identifier", "parentSourcedId")
        for line, cells in self._read_rows(ORGS, columns):
            if isinstance(cells, str):
                self._report(ORGS, line, cells, Severity.ERROR)
                continue
            key, name, type_, identifier, parent = cells
            by_id[key] = Org(line, name, plain(type_), identifier, parent)
        orgs = Orgs(self.files[ORGS].path if by_id else "", by_id, self.intake)
        if orgs.completed:
            message = (
                f"{counted(orgs.completed, 'campus', 'campuses')} taken from here, since the "
                "district profile lists none. OneRoster does not say division, grades, "
                "eb_enrolled and sped_served: what needs them is missing evidence until "
                "district.toml lists the campuses."
            )
            self._report(ORGS, None, message)
        return orgs

    def _find_school_year(self) -> str:
        """Return the school year of the sessions: that of the profile if it is among them."""
        years = set()
        for line, cells in self._read_rows(SESSIONS, ("schoolYear",)):
            if isinstance(cells, str):
                self._report(SESSIONS, line, cells, Severity.ERROR)
            elif cells[0].isascii() and cells[0].isdigit() and len(cells[0]) == 4:
                years.add(f"{int(cells[0]) - 1}-{cells[0]}")
        profile = next(iter(self.intake.profiles), None)
        profile_year = getattr(profile.node, "school_year", None) if profile else None
        year = str(SchoolYear.written(profile_year)) if isinstance(profile_year, str) else None
        if year in years:
            return year
        if SESSIONS in self.files:
            message = (
                "it gave the school year of the roster; the days and quarters of the year come "
                "from instructional_calendar."
            )
            self._report(SESSIONS, None, message, Severity.NOTE)
        return max(years, default="")

    def _read_posts(self, file: RawFile) -> Iterator[_ExportedPost]:
        """Yield every position that is not a student's or a family's; those rows are not kept."""
        name = base_name(file)
        with_roles = name == ROLES
        columns = (
            ("userSourcedId", "role", "orgSourcedId", "beginDate", "endDate")
            if with_roles
            else ("sourcedId", "role", "orgSourcedIds", "", "", "enabledUser")
        )
        with self._record_loss(file):
            if not with_roles and not Export(file, peek=True).has("role"):
                raise Unreadable(
                    "it has no column role, and there is no roles.csv. Add roles.csv to the "
                    "bundle.",
                    1,
                )
        for line, cells in self._read_rows(name, columns):
            if isinstance(cells, str):
                yield _ExportedPost(line, "", "", "", broken=cells)
                continue
            person, role, org, begin, end, *enabled = cells
            word = plain(role.removeprefix("ext:"))
            if word in STUDENTS_AND_FAMILIES:
                continue
            if word in NO_POSTS:
                self._left_out[f"of the role {word}, which is not a post"] += 1
            elif enabled and plain(enabled[0]) == "false":
                self._left_out["of accounts that are not enabled"] += 1
            else:
                for org_id in org.split(",") if org else [""]:
                    yield _ExportedPost(
                        line, person, role.removeprefix("ext:"), org_id.strip(), begin, end
                    )

    def _drop_unusable(self, file: RawFile, posts: list[_ExportedPost]) -> None:
        """Drop disabled accounts, and mark people who also have the role of a student as
        unusable."""
        people = {post.person for post in posts}
        if base_name(file) == ROLES:
            disabled = set()
            for line, cells in self._read_rows(USERS, ("sourcedId", "enabledUser")):
                if isinstance(cells, str):
                    self._report(USERS, line, cells, Severity.ERROR)
                elif cells[0] in people and plain(cells[1]) == "false":
                    disabled.add(cells[0])
            disabled_posts = sum(post.person in disabled for post in posts)
            if disabled_posts:
                self._left_out["of accounts that are not enabled"] += disabled_posts
            posts[:] = [post for post in posts if post.person not in disabled]
        columns = ("userSourcedId", "role") if base_name(file) == ROLES else ("sourcedId", "role")
        in_both = {
            cells[0]
            for _, cells in self._read_rows(base_name(file), columns)
            if cells[0] in people and plain(cells[1]) in ("student", "learner")
        }
        for post in posts:
            if post.person in in_both:
                post.broken = (
                    "this account has the role of a student too. Correct one of the two in the "
                    "system that wrote the export."
                )

    def _add_roster(self, file: RawFile, posts: list[_ExportedPost], orgs: Orgs, year: str) -> None:
        if any(names_a_person(post.person) for post in posts):
            message = (
                "its ids of persons are names or e-mail addresses. Let lever5 pseudonymize put "
                "keyed ids in their place first."
            )
            self._report_lost(file, None, message)
            return
        roles = self._translate_roles(posts)
        days, broken = Days(), {why: Bad(why) for why in {post.broken for post in posts}}
        at = {org: orgs.campus(org) for org in {post.org for post in posts}}
        cells: dict[str, list[str | Bad]] = {}
        for post in posts:
            new_row: dict[str, str | Bad] = {
                "staff_id": post.person,
                "school_year": year,
                "role": roles.get(post.role, post.role),
                "campus_id": at[post.org],
                "supervisor_staff_id": "",
                "start_date": days.day("start_date", post.begin),
                "end_date": days.day("end_date", post.end),
            }
            for name, cell in new_row.items():
                cells.setdefault(name, []).append(broken[post.broken] if post.broken else cell)
        table = self.intake.table(self.intake.kinds[ROSTER])
        table.add_columns(LinesSource(file.path, [post.line for post in posts]), cells, len(posts))
        for why, number in self._left_out.items():
            message = f"{counted(number, 'row')} {why}: not taken over."
            self._report(base_name(file), None, message, Severity.NOTE)
        self._report_lacks(file, posts, year)

    def _report_lacks(self, file: RawFile, posts: list[_ExportedPost], year: str) -> None:
        lacks = ["supervisors, PLC teams, grades and content areas of staff"]
        if not any(post.begin for post in posts):
            lacks.append("since when they hold their roles")
        if not year:
            lacks.append("the school year, because academicSessions.csv is missing")
        message = (
            f"{counted(len(posts), 'assignment')} read as staff_roster. The export does not say "
            f"{listing(lacks)}: what needs that is missing evidence."
        )
        self._report(base_name(file), None, message)

    def _translate_roles(self, posts: Iterable[_ExportedPost]) -> dict[str, str | Bad]:
        """Return the role words of the export; each unknown one is reported once, with its rows."""
        counts = Counter(post.role for post in posts if not post.broken)
        role_words: dict[str, str | Bad] = {}
        for word, number in counts.items():
            is_role = plain(word) in tuple(Role) or self.intake.words.meaning(Role, word)
            role_words[word] = word
            if word and not is_role:
                role_words[word] = Bad(
                    f"role is {echoed(word)} in {counted(number, 'row')}, of which this is "
                    "the first; the words of the ruleset do not say which role that is. Add it to "
                    "[words.role] of your ruleset, or give staff_roster.csv instead."
                )
        return role_words
