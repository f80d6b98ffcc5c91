"""Key practice 5.1.3: yearlong development and coaching plan."""
