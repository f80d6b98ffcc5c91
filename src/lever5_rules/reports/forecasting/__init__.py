"""What will lapse if nothing is added: its formats."""
