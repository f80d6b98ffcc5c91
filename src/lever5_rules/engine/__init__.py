"""Supplies evidence by parameter type, judges elements, and takes unfounded passes back."""
