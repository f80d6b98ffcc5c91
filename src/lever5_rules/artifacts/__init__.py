"""The artifact kinds: what a district submits, as frozen classes with units and meanings."""
