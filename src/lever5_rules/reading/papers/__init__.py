"""The district's own documents (PDF, DOCX), in which quotes are looked up."""
