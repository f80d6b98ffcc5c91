"""Which rows count as evidence, and why others do not: decided once, before any rule runs."""
