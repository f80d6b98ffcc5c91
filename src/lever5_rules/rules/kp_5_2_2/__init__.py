"""Key practice 5.2.2: curriculum-based professional learning."""
