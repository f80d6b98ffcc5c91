"""Limits that a process sets for itself."""


def limit_cores() -> None:
    """Disable core dumps, which would contain evidence."""
    try:
        import resource
    except ImportError:  # absent on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(megabytes: int) -> None:
    """Allow this process the given amount of memory beyond what it uses now."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):  # where memory cannot be limited
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = used + (megabytes << 20)
    if most == resource.RLIM_INFINITY or limit < most:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
