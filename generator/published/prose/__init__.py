"""Sentences to claims: each figure gets the name of the fact it states, or its relation to the figures around it.

`figures` finds amounts with the words before them, `reader` goes through the paragraphs, `labels` and `named` tell which fact is
meant, `computed` and `candidates` what a ratio or difference was made of, `sums` what lists add up to.
"""
