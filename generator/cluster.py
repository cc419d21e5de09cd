"""Jobs on a Dask cluster, by the same interface as the local processes."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """An executor on the scheduler at an address such as tcp://host:8786; raises OSError where none answers.

    A job whose worker dies is given to another one; each writes its files whole, so a second run does no harm.
    """
    from distributed import Client

    with Client(address, timeout="10s") as client:
        yield client.get_executor(pure=False, retries=2)
