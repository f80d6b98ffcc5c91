"""Renderers of documents: text, Markdown, HTML, workbook."""
