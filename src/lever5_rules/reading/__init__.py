"""Reading of files to artifacts: a package for each form of evidence, and shared modules."""
