"""Role or campus of persons named in an export, from the staff roster."""

from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import Mark
from lever5_rules.core.text import counted
from lever5_rules.reading.values.single_values import Bad

_SEVERAL = object()


@frozen(eq=False)
class _Post:
    role: str | None
    campus: str | None
    first: str
    last: str


class People:
    """The staff roster by person."""

    def __init__(self, roster: Table | None) -> None:
        self._posts: dict[str, list[_Post]] = {}
        for row in range(roster.size if roster else 0):
            values = {name: column.at(row) for name, column in roster.columns.items()}  # type: ignore[union-attr]
            person, first, last = values["staff_id"], values["start_date"], values["end_date"]
            if isinstance(person, str):
                self._posts.setdefault(person, []).append(
                    _Post(
                        None if isinstance(values["role"], Mark) else str(values["role"]),
                        None
                        if isinstance(values["campus_id"], Mark)
                        else values["campus_id"] or "",
                        "" if isinstance(first, Mark) else first.isoformat(),
                        "9" if last is None or isinstance(last, Mark) else last.isoformat(),
                    )
                )

    def find_values(
        self, field: str, pairs: Sequence[tuple[str | Bad, str | Bad]], *, role: bool
    ) -> list[str | Bad]:
        """Return, for each person and day, the role held or the campus.

        Each failure is reported once for all rows that it affects.
        """
        people = {pair: self._find_value(*pair, role) for pair in set(pairs)}
        answers = [people[pair] for pair in pairs]
        what = "role" if role else "campus"
        lead = f"{field}: the {what} cannot be looked up in"
        number = Counter(answer for answer in answers if not isinstance(answer, (str, Bad)))
        rows = {why: counted(count, "row") for why, count in number.items()}
        bad_cells = {
            None: Bad(
                f"{lead} {rows.get(None)}, of which this is the first: "
                "the person is not on the staff roster, or the roster does not say it."
            ),
            _SEVERAL: Bad(
                f"{lead} {rows.get(_SEVERAL)}, of which this is the first: "
                f"the staff roster gives the person more than one {what} on that day."
            ),
        }
        return [
            answer if isinstance(answer, (str, Bad)) else bad_cells[answer] for answer in answers
        ]

    def _find_value(
        self, person: str | Bad, day: str | Bad, role: bool
    ) -> str | Bad | object | None:
        if isinstance(person, Bad):
            return person
        if not person:
            return ""
        posts = self._posts.get(person, [])
        if isinstance(day, str) and day:
            posts = [post for post in posts if post.first <= day <= post.last] or posts
        values = {post.role if role else post.campus for post in posts}
        return values.pop() if len(values) == 1 else _SEVERAL if values else None
