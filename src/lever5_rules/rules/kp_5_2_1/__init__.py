"""Key practice 5.2.1: culture and routine systems training."""
