"""The readers: a module a form in which districts keep evidence."""
