"""Jobs on a Dask cluster, by the same interface as the local processes."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from multiprocessing import current_process
from pathlib import Path
from typing import ParamSpec, TypeVar

from generator.source.system_errors import reason

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """An executor on the scheduler at an address such as tcp://host:8786; raises OSError where none answers.

    A job whose worker dies is given to another one; each writes its files whole, so a second run does no harm.
    """
    try:
        from distributed import Client

        joined = Client(address, timeout="10s")
    except ImportError as error:
        raise OSError("没有装 Dask，用不了 --scheduler。请运行 pip install juesuan[cluster]，或不写 --scheduler") from error
    except (OSError, ValueError) as error:
        raise OSError(f"连不上 Dask 调度器 {address}。请核对地址（如 tcp://主机:8786），看那一端是否在运行") from error
    with joined as client:
        yield _There(client.get_executor(pure=False, retries=2))


class _There(Executor):
    """An executor whose tasks are done in the folder that this process is in, as on this machine."""

    def __init__(self, executor: Executor) -> None:
        self._executor, self._folder = executor, Path.cwd()

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future of the task, done by one of the workers."""
        return self._executor.submit(_done, self._folder, partial(task, *args, **kwargs))


def _done(folder: Path, task: Callable[[], T]) -> T:
    """What a worker does. It must not be daemonic, since it reads files from outside in a process of its own."""
    try:
        os.chdir(folder)
    except OSError as error:
        raise OSError(f"集群的机器上进不去文件夹 {folder}：{reason(error)}。各台机器的文件夹路径要相同") from error
    current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return task()
