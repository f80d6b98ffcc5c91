"""Rulesets, lexicons and waiver files: TOML in, every parent resolved, every name known."""
