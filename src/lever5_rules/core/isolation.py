"""Limits for plugin rules that are judged in separate processes."""

from attrs import frozen

from .errors import UsageError


@frozen
class Isolation:
    """Limits of a plugin's rule: seconds per element, and megabytes of memory beyond the bundle.

    Raises UsageError unless both are above 0. Memory is limited only where the operating system
    supports it: on Linux, not on Windows or macOS.

    >>> l5.Isolation(seconds=5)
    Isolation(seconds=5, megabytes=1024)
    """

    seconds: float = 30
    megabytes: int = 1024

    def __attrs_post_init__(self) -> None:
        if not (self.seconds > 0 and self.megabytes > 0):
            raise UsageError("The seconds and megabytes of isolated rules must be above 0.")
