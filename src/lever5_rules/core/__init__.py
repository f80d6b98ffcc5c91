"""The words of the domain: outcome, reason, level, evidence, limit, verdict, finding, report."""
