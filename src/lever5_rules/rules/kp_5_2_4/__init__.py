"""Key practice 5.2.4: instructional planning supports."""
