"""Plain text to blocks: broken lines joined, rows of cells found (`rows`, `stacked_cells`)."""
