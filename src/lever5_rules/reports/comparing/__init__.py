"""What changed between reports, over time, and whether one comes out the same: its formats."""
