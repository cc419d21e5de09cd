"""Profiles and facts to a tree of plain blocks in which every figure knows which it is.

`grammar` parses templates, `kinds` says what each slot prints and reads back, `assemble` and `builder` make the tree (`tree`),
`table_layout` the tables; `profile` finds and merges the profiles, `profile_check` looks through one.
"""
