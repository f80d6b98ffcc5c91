"""Key practice 5.2.3: instructional delivery training."""
