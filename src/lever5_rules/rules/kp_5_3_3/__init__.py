"""Key practice 5.3.3: placement, student support and interventions."""
