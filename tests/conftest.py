"""The tests, and all that they start, run without the settings of one machine for Python (PYTHONUNBUFFERED…) and this program."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

for name in [name for name in os.environ if name.startswith(("PYTHON", "JUESUAN"))]:
    del os.environ[name]


@pytest.fixture(autouse=True)
def own_templates_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What this process keeps of templates goes with a working folder that had its own, as a command ends with its folder."""
    before = Path.cwd()
    yield
    if Path.cwd() != before and Path("templates").is_dir():
        from generator.commands.watch import _forget

        _forget()
