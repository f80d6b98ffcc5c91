"""Domain types shared by all packages: outcome, reason, level, evidence, limit, verdict."""
