"""Files to artifacts: reading, structuring, places in files, privacy, rulesets."""
