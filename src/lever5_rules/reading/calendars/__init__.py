"""Calendar feeds (ICS): events to days of instruction and training sessions."""
