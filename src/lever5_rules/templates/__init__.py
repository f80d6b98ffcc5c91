"""Templates of bundles and plugins: empty files, workbooks to fill in, converted copies."""
