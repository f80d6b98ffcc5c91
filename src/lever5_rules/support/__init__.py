"""General utilities that know nothing of the domain: JSON text, atomic file output, streams."""
