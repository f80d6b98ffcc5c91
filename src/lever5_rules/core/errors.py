"""Exceptions for misuse and unreadable input; a finding is a result, never an exception."""


class Lever5Error(Exception):
    """Base class of all errors of the library; the text is a sentence for a person."""


class UsageError(Lever5Error):
    """The call asks for something that does not exist or is invalid: a name, selection or date."""


class BundleError(Lever5Error):
    """The bundle as a whole cannot be read: no such path, not a folder, or empty."""


class RulesetError(Lever5Error):
    """A ruleset or waiver file is invalid; nothing is judged under it."""


class ReportError(Lever5Error):
    """A file given as a saved report is not a valid report."""


class RuleError(Lever5Error):
    """A rule or plugin is written incorrectly; the message says where and how to fix it."""
