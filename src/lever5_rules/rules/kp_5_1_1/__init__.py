"""Key practice 5.1.1: expectations for job-embedded coaching and capacity building."""
