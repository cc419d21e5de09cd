"""Jobs on a Dask cluster, by the same interface as the local processes."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager


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
        yield client.get_executor(pure=False, retries=2)
