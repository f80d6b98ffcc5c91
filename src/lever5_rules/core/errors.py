"""Exceptions for misuse. A finding is a result, never an exception."""


class Lever5Error(Exception):
    """Base of every error that the library raises; its text is a sentence for a person."""


class UsageError(Lever5Error):
    """The call asks for something that does not exist or cannot be: a name, a selection, a date."""


class BundleError(Lever5Error):
    """The bundle cannot be read as a whole: no such path, not a folder, nothing in it."""


class RulesetError(Lever5Error):
    """A ruleset or waiver file is invalid; no verdict is given under it."""


class ReportError(Lever5Error):
    """A file handed in as a report of an earlier run is not one."""


class RuleError(Lever5Error):
    """A rule or plugin is written wrongly; the message says where and how to mend it."""
