"""Mapping files, which describe how the columns of an export become the fields of a kind."""
