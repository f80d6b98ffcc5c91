"""Files to artifacts: a room for each form of evidence, and for what the forms share."""
