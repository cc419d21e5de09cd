"""Words: punctuation and leftovers, years, names of units, numbers of headings, and figures stated in prose."""
