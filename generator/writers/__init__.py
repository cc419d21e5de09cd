"""The document tree to DOCX, PDF, HTML and XLSX: looks only, nothing of what is said. One module a format, its parts beside it."""
