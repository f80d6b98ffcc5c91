"""The exception for archives that are refused."""


class Refused(Exception):
    """Raised for an archive that is not read; the text says why and what to do."""
