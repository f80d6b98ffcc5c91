"""Empty and filled forms of a bundle: workbooks to write into."""
