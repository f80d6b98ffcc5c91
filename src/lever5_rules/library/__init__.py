"""The public core: everything the command does, as functions on data."""
