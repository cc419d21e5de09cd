"""Files that appear whole or not at all.

`atomic` writes single ones, `outputs` a set together, and `mending` ends what a kill left half replaced.
"""
