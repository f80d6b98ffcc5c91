"""`python -m lever5_rules.cli`: the command without its script."""

from .main import main

main()
