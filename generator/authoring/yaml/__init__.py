"""YAML as a person would write it: facts to entries (`document`), entries to lines (`lines`), one change in a file (`edit`)."""
