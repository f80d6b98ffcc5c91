"""Many districts at once: finds their bundles, judges each in a process of its own that may die
alone, keeps every result in a state that survives a kill, and writes one table and one page."""
