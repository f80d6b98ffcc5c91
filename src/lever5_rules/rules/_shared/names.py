"""Comparison of names that a district writes in more than one way."""

from lever5_rules.authoring import plain


def folded(name: str) -> str:
    """Return a name without case, spaces, hyphens and underscores."""
    return plain(name).replace("_", "")
