"""Plugins: what they may bring, how they are found, and the built-in one."""
