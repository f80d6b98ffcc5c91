"""Fuzzing of everything that reads a file: `python -m fuzz` (docs/security.md).

`targets.py` is the table of what is fuzzed. `guided.py` fuzzes one target led by coverage, with
atheris; `plain.py` does the same from a fixed seed with nothing installed, as the tests do.
"""
