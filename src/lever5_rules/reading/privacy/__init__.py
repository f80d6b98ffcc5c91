"""What may not enter, what may not be repeated, and keyed ids in place of those of staff."""
