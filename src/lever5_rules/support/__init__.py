"""General parts that know nothing of the domain: JSON text, files put in place whole, streams."""
