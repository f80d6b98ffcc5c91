"""The shipped rulesets, as TOML files beside this module."""
