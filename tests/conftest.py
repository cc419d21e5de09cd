"""The tests, and all that they start, run without the settings of one machine for Python (PYTHONUNBUFFERED…) and this program."""

import os

for name in [name for name in os.environ if name.startswith(("PYTHON", "JUESUAN"))]:
    del os.environ[name]
