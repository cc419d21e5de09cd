"""Files of any kind to blocks: paragraphs and tables in reading order, each text with its place; nothing here knows of accounts.

`open` tells the kind by what a file holds and calls the reader for it; `blocks` is what all of them give; `paragraphs` and
`tables` are what they share.
"""
