"""Single values: numbers, dates, names and texts, from TOML or from the text of a cell."""
