"""部门决算公开, made, checked and corrected from one model of a department's year.

The rooms, each using only those named before it: source, files, model, derive, checks, document, readers, then published and
writers, then disclosure, authoring, batch, commands. `cli` is the door; `disclosure.department` shows the whole way of a file.
"""
