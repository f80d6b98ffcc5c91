"""The engine: supplies evidence by parameter type, judges elements, and revokes unfounded
passes."""
