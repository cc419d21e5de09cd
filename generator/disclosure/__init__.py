"""One department's disclosure, from its file to its documents.

`department` reads, binds, derives and checks; `proofread` reads the document as it will be published; `build` renders and writes
it (`render`) with a `record` of what it was made from, so that a later `revision` can say what a correction changed.
"""
