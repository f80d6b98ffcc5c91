"""Prints the matrix of seeded defects over the built-in rules: its size and what does not hold."""

from .matrix import Matrix, summary

print(summary(list(Matrix().cells())))
