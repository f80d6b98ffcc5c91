"""A page of text for a terminal: paragraphs and rows of a width, and colors where it has them."""

from textwrap import wrap

from lever5_rules.core.outcome import Outcome

WIDTH = 96
LEAST = 48
STYLES = {Outcome.PASS: "32", Outcome.GAP: "31;1", Outcome.MISSING: "33;1"}


class Page:
    """Lines of at most `width` columns; `color` adds terminal colors."""

    def __init__(self, width: int = WIDTH, color: bool = False) -> None:
        self.width = max(width, LEAST)
        self.color = color
        self.lines: list[str] = []

    def text(self) -> str:
        """The whole page."""
        return "\n".join(self.lines) + "\n"

    def title(self, text: str) -> None:
        """A heading, after an empty line."""
        self.gap()
        self.say(text, style="1")

    def row(
        self,
        word: str,
        text: str,
        outcome: Outcome | None = None,
        *,
        bad: bool = False,
        lead: int = 8,
    ) -> None:
        """A word in a column of `lead` letters, then text; `outcome` colors the word."""
        style = "31;1" if bad else STYLES.get(outcome, "") if outcome else ""
        head = f"{word:<{lead}}"
        lines = wrap(text, self.width - len(head), break_long_words=True) or [""]
        self.lines.append(f"{self._styled(safe(head), style)}{safe(lines[0])}".rstrip())
        self.lines += [" " * len(head) + safe(line) for line in lines[1:]]

    def say(self, text: str, *, indent: int = 0, hanging: int = 0, style: str = "") -> None:
        """A paragraph."""
        lines = wrap(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
        )
        self.lines += [self._styled(safe(line), style) for line in lines]

    def gap(self) -> None:
        """An empty line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and style else text


def safe(text: str) -> str:
    """Without control characters, which a bundle could use to drive a terminal."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else "�" for letter in text)
