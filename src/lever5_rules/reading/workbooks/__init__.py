"""Workbooks (XLSX): sheets of cells, streamed within budgets."""
