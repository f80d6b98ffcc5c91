"""The report of a run: its findings, its JSON, and reports that were saved."""
