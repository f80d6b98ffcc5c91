"""Key practice 5.3.1: data-driven instruction with curriculum-embedded assessments."""
