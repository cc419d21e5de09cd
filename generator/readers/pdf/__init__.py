"""PDF to blocks: glyphs to `lines`, strokes to `ruled_tables`, both in reading order (`page_items`), then paragraphs (`document`)."""
