"""Text pages for a terminal: paragraphs and rows of limited width, optionally in color."""

from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import harmless
from lever5_rules.support.text_layout import fold

WIDTH = 80
NARROWEST = 32
ROOMY = 72
"""The page width, in columns, from which deep indentation is used."""
LONGEST = 1_200
"""The most characters of one paragraph, so that no input can flood a page."""
BOLD, FAINT, BAD, DO = "1", "2", "31;1", "36"
STYLES = {Outcome.PASS: "32", Outcome.GAP: BAD, Outcome.MISSING: "33;1"}


class Page:
    """Lines of at most `width` columns; `color` adds terminal colors."""

    def __init__(self, width: int = WIDTH, color: bool = False) -> None:
        self.width = max(width, NARROWEST)
        self.color = color
        self.roomy = width >= ROOMY
        self.inner = 10 if self.roomy else 4
        self.hanging = 2
        self.lines: list[str] = []

    def text(self) -> str:
        """Return the whole page."""
        return "\n".join(self.lines) + "\n"

    def title(self, text: str) -> None:
        """Add a heading, after an empty line."""
        self.gap()
        self.say(text, style=BOLD)

    def row(
        self,
        word: str,
        text: str,
        outcome: Outcome | None = None,
        *,
        key: str = "",
        is_error: bool = False,
        style: str = "",
        lead: int = 8,
    ) -> None:
        """Add a word in a column of `lead` characters, followed by an id and a text.

        `outcome` colors the word.
        """
        color = BAD if is_error else STYLES.get(outcome, "") if outcome else ""
        blank = " " * lead
        begins = f"{blank}{key}  " if key else blank
        later = " " * (len(begins) if self.roomy else lead)
        first, *rest = self.folded(text, begins, later)
        head = self.styled(f"{word:<{lead}}", color)
        self.lines.append(f"{head}{self.styled(first[lead:].rstrip(), style)}".rstrip())
        self.lines += [self.styled(line, style) for line in rest]

    def note(self, label: str, text: str, style: str = "") -> None:
        """Add a text with its label; an empty label continues the previous one."""
        lead = f"{label}: " if label else ""
        hanging = 2 if not self.roomy else min(len(lead) or self.hanging, 11)
        self.hanging = hanging
        indent = self.inner if label else self.inner + hanging
        self.say(f"{lead}{text}", indent=indent, hanging=hanging if label else 2, style=style)

    def say(self, text: str, *, indent: int = 0, hanging: int = 0, style: str = "") -> None:
        """Add a paragraph."""
        lines = self.folded(text, " " * indent, " " * (indent + hanging))
        self.lines += [self.styled(line, style) for line in lines]

    def folded(self, text: str, first: str, later: str) -> list[str]:
        lines = fold(harmless(text, LONGEST), self.width, first, later)
        # In the log of a workflow, a line that begins with :: would be a command.
        return [
            line.replace("::", ": :", 1) if line.lstrip().startswith("::") else line
            for line in lines
        ]

    def put(self, line: str) -> None:
        """Add a line unchanged, for tables that fit the width themselves."""
        self.lines.append(harmless(line.rstrip()))

    def gap(self) -> None:
        """Add an empty line, unless the last line is empty."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def styled(self, text: str, style: str) -> str:
        if not (self.color and style):
            return text
        bare = text.lstrip()
        return f"{text[: len(text) - len(bare)]}\x1b[{style}m{bare}\x1b[0m"
