"""The improvement plan: what closes each gap, and what people wrote into it."""
