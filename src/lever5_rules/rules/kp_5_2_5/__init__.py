"""Key practice 5.2.5: observation and feedback."""
