"""Collaboration across staff to support emergent bilingual students."""
