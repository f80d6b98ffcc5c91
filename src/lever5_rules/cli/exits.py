"""Exit codes: one table for help, README and tests."""

CLEAN, FOUND, USAGE, INCOMPLETE = 0, 1, 2, 3

EXITS = {
    CLEAN: "complete run, and no finding that --fail-on asks for",
    FOUND: "complete run with such a finding, or an unreadable file of unknown kind",
    USAGE: "no verdicts: wrong usage, invalid ruleset or waiver file, unreadable bundle, nothing "
    "selected",
    INCOMPLETE: "incomplete run: a rule or plugin failed, or a bundle of a survey was not judged; "
    "the output says which",
}


def exit_table() -> list[tuple[str, str]]:
    """Return codes and meanings as text."""
    return [(str(code), meaning) for code, meaning in EXITS.items()]


class FormatFailed(Exception):
    """Raised when a plugin's format failed; the text says which and why. All others were
    written."""
