"""Interrupts that Python itself turns into other exceptions."""


def pass_on_interrupt(error: BaseException) -> None:
    """Raise KeyboardInterrupt if an interrupt caused the exception that is about to be handled.

    Python 3.11 wraps exceptions that are raised while a class is created, such as an enumeration
    during an import, in RuntimeError. Handled as a failure of that module, the interrupt would not
    end the run.
    """
    visited: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in visited:
        if isinstance(cause, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        visited.add(id(cause))
        cause = cause.__cause__ or cause.__context__
