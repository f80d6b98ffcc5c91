"""The rules: a package for each key practice, a module for each success criterion."""
