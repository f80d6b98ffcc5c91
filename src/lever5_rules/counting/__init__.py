"""Which rows count as evidence, and why the others do not: decided once, before any rule runs."""
