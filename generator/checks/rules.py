"""Importing this enters every rule, whichever module of this package holds it."""

from importlib import import_module
from pkgutil import walk_packages

from generator import checks

for _module in walk_packages(checks.__path__, f"{checks.__name__}."):
    import_module(_module.name)
