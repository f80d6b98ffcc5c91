"""How far the rules of plugins may go, where they are judged in processes of their own."""

from attrs import frozen

from .errors import UsageError


@frozen
class Isolation:
    """The limits of a plugin's rule: the seconds that one element may take, and the megabytes of
    memory beyond what the bundle takes. Raises UsageError where one is not above 0.

    Memory is limited where the operating system can do it: on Linux, not on Windows or macOS.

    >>> l5.Isolation(seconds=5)
    Isolation(seconds=5, megabytes=1024)
    """

    seconds: float = 30
    megabytes: int = 1024

    def __attrs_post_init__(self) -> None:
        if not (self.seconds > 0 and self.megabytes > 0):
            raise UsageError("The seconds and megabytes of isolated rules must be above 0.")
