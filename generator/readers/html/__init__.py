"""HTML to blocks: the text without the page around it (`main_text`), its tables (`table`)."""
