"""The artifact kinds: what a district hands over, as frozen classes with units and meanings."""
