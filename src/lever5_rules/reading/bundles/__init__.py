"""What is handed in as a bundle: a folder, a zip, a workbook, or files in memory."""
