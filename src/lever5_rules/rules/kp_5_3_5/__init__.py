"""Key practice 5.3.5: collaboration across staff to support emergent bilingual students."""
