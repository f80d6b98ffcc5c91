"""Documents: TOML objects and forms in sheets to frozen artifacts."""
