"""Key practice 5.1.2: distributed leadership."""
