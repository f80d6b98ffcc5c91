"""Fuzzing of everything that reads a file: `python -m fuzz` (docs/security.md).

`targets.py` lists what is fuzzed. `guided.py` fuzzes one target guided by coverage, with atheris;
`plain.py` does so from a fixed seed without any installation, for the tests.
"""
