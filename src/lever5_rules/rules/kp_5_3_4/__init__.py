"""Key practice 5.3.4: collaboration across staff to support students with disabilities."""
