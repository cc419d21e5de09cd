"""juesuan build --watch: stays, and builds again what each save concerns, quickly since everything is loaded."""

import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from generator.commands.files import named, publishing
from generator.console import read_again
from generator.disclosure.record import inputs_of
from generator.source.resources import roots, stamp

GLANCE, SETTLE = 0.5, 0.2
WATCHING = "等着改动：保存数据文件、上年的文件或模板，就重新生成。按 Ctrl-C 结束。"
CHANGED = "\n{time} 有改动：{names}"
STOPPED = "\n已结束，不再等着改动。生成的文件都是完整的。"
Stamps = dict[Path, tuple[int, int]]


def watch(paths: Sequence[Path], build: Callable[[Sequence[Path]], object]) -> int:
    """Build all, then again and again what a save concerns, until Ctrl-C; 0 whatever was found."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # 关窗口;在后台启动的,SIGINT 原是不理的
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        _stay(paths, build)
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
    return 0


def _stay(paths: Sequence[Path], build: Callable[[Sequence[Path]], object]) -> NoReturn:
    """Stamps are taken before each build, so that a save in the midst of it is seen after it."""
    files, seen = list(publishing(paths, tell=False)), Stamps()
    while True:
        priors = {prior for file in publishing(paths, tell=False) for prior in inputs(file)}
        seen = {**stamps(paths, priors), **seen}
        build(files)
        print(WATCHING, file=sys.stderr)
        files = []
        while not files:
            before, seen = seen, _saved(paths, priors, seen)
            files = _concerned(paths, {path for path in {**before, **seen} if before.get(path) != seen.get(path)})


def _saved(paths: Sequence[Path], priors: Collection[Path], seen: Stamps) -> Stamps:
    """The stamps after the next save; one in several steps is waited for, so that no half of a file is read."""
    while (now := stamps(paths, priors)) == seen:
        time.sleep(GLANCE)
    while True:
        time.sleep(SETTLE)
        before, now = now, stamps(paths, priors)
        if now == before:
            return now


def _concerned(paths: Sequence[Path], changed: set[Path]) -> list[Path]:
    """The files to build after these have changed, which it tells: all where one of them is a template."""
    template = any(path.is_relative_to(root) for path in changed for root in roots())
    if template:
        forget()
    read_again()
    files = [file for file in publishing(paths, tell=False) if template or changed & {file, *inputs(file)}]
    if files:
        names = "、".join(sorted(path.name for path in changed))
        print(CHANGED.format(time=datetime.now().strftime("%H:%M:%S"), names=names), file=sys.stderr)
    return files


def inputs(file: Path) -> set[Path]:
    """The data file and last year's files."""
    try:
        return set(map(Path, inputs_of(file)))
    except OSError:  # 编辑器正在换文件
        return {file}


def stamps(paths: Sequence[Path], priors: Collection[Path]) -> Stamps:
    """When each file was last written and its size; those that are not there are left out."""
    found = {path: stamp(path) for path in {*(file for file, _ in named(paths)), *priors, *templates()}}
    return {path: seen for path, seen in found.items() if seen is not None}


def templates() -> Iterator[Path]:
    """Every file of templates."""
    for root in roots():
        yield from (path for path in root.rglob("*") if path.is_file())


def forget() -> None:
    """Everything this process has read of templates and code lists and keeps."""
    for name, module in list(sys.modules.items()):
        if name.startswith("generator."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
