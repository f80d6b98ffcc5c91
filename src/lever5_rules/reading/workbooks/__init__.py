"""Workbooks (XLSX): sheets of cells, streamed within size limits."""
