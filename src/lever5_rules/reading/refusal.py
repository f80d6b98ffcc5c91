"""What is raised where a container of files is not read."""


class Refused(Exception):
    """An archive that is not read; the text says why and what to do."""
