"""Privacy: data that must not enter or be repeated, and keyed pseudonyms for staff ids."""
