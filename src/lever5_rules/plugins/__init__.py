"""Plugins: what they may provide, how they are found, and the built-in plugin.

The names below are for plugins that provide more than rules; rules are written with
`lever5_rules.authoring`.
"""

from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.reader import Reader
from lever5_rules.reading.readers.row_files import rows_reader
from lever5_rules.reports import Reporter

from .hooks import hookimpl

__all__ = ["Reader", "Reporter", "Unreadable", "hookimpl", "rows_reader"]
