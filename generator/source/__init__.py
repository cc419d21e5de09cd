"""What an officer typed, with its place: YAML to nodes, what was likely meant where it is none, findings as values.

Begin with `load` and `finding`.
"""
