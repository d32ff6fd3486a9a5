"""An existing Dask cluster as an executor (optional: `pip install "makeup-sched[cluster]"`)."""

import warnings
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from makeup_sched.tables.problems import MakeupSchedError


class ClusterError(MakeupSchedError):
    """A cluster cannot be used: not installed, or nobody answers at the address."""


@contextmanager
def cluster_executor(address: str, seconds: float = 10.0) -> Iterator[Executor]:
    """Give the executor of the Dask scheduler at an address such as `tcp://10.0.0.5:8786`.

    Raises
    ------
    ClusterError
        Where Dask is not installed, or the scheduler does not answer within `seconds`.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            'a cluster needs Dask, which is not installed: pip install "makeup-sched[cluster]"'
        ) from error
    try:
        client = Client(address, timeout=seconds, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(f"no Dask scheduler answers at {address}") from error
    # a part holds its whole task, and nothing of it is used twice: Dask's advice does not apply
    warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
    try:
        # equal parts are still two parts
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]
    finally:
        client.close()  # type: ignore[no-untyped-call]
