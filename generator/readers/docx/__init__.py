"""DOCX to blocks, with the numbers that Word counts by itself."""
