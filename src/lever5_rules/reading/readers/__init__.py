"""The readers, one module for each form in which districts keep evidence."""
