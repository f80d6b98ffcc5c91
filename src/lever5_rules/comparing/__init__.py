"""Several reports of one district: against a baseline, what changed, over time, to come."""
