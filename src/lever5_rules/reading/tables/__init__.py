"""Tables: CSV text and sheets of cells to typed columns."""
