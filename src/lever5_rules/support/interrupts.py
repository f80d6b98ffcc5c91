"""Interrupts that Python itself turns into other exceptions."""


def pass_on_interrupt(error: BaseException) -> None:
    """Raise KeyboardInterrupt if it is what led to an exception that is about to be handled.

    Python 3.11 wraps in RuntimeError whatever is raised while a class is made, as on the import of
    an enumeration; taken for a failure of that module, an interrupt would not end the run.
    """
    met: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in met:
        if isinstance(cause, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        met.add(id(cause))
        cause = cause.__cause__ or cause.__context__
