"""Surveys of many districts: finding bundles, judging each in its own process, and writing results.

A process may die without harm to the others. Every result is kept in a state that survives a kill,
and all outputs are written from there.
"""
