"""The tests, and all that they start, run without the settings of one machine for Python (PYTHONUNBUFFERED…) and this program."""

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

# 一次改动不能因为运气不好而通不过:每次取同样的例子,到处都是 Hypothesis 给持续集成用的那一套;随机地找错用 --hypothesis-profile=default
settings.load_profile("ci")
_of_loaded_modules = providers._get_local_constants


def _constants() -> Constants:
    """None where the examples are to be the same: those of the modules loaded so far hang on the tests that ran before."""
    return Constants() if settings().derandomize else _of_loaded_modules()


providers._get_local_constants = _constants

gc.set_threshold(50_000, 20, 100)  # 几千个测试都在内存里,每次从头看一遍太慢

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # 在后台启动的,连它启动的程序也收不到 Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)

for name in [name for name in os.environ if name.startswith(("PYTHON", "JUESUAN"))]:
    del os.environ[name]


def pytest_addoption(parser: pytest.Parser) -> None:
    """--bundle: also make the offline archives, which takes minutes and a network."""
    parser.addoption("--bundle", action="store_true", help="also make the offline archives and install one")


@pytest.fixture(autouse=True)
def own_templates_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What this process keeps of templates goes with a working folder that had its own, as a command ends with its folder."""
    before = Path.cwd()
    yield
    if Path.cwd() != before and Path("templates").is_dir():
        from generator.commands.watch import forget

        forget()
