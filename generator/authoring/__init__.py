"""Files that people write, written by the program.

`yaml` puts facts into the YAML an officer would have written and changes such files without touching the rest; `new` begins
a year or a working folder; `imports` makes a file of published texts. Begin with `yaml/document.py`.
"""
