"""Many departments at once.

`run` passes over what has not changed and gives the rest to `workers`, processes of which one that dies takes no job of another
with it, or to a `cluster`; `rivals` are files that would be built into one folder, of which none is.
"""
