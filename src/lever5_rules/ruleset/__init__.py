"""Reading of rulesets, lexicons and waiver files: strict TOML, parents resolved, names checked."""
