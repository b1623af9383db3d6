"""Program.map on the workers of dask.distributed.

A task is a few blocks, and returns the sums over them, those of whole subtrees of the tree of
sums.py already added up.  It depends on nothing but what it is given, so a task whose worker has
gone is simply done again by another one; and no sum depends on who has done what.

The program and the samples are sent once, the first time that they are used with a client, and stay
on the workers for as long as they are used here; of samples on disk only the paths are sent.  At
every step the parameters go to the workers, and the sums come back.

Dask makes workers give memory back to the system after every large array, which doubles the time
that a program takes.  They do not if they are started after

    dask.config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None})
"""

from typing import Any
from weakref import WeakKeyDictionary

from autograd_mini.compile.blocks import Blocks
from autograd_mini.compile.parts import Numbers, as_read
from autograd_mini.compile.sums import Job, Named, Runs, Tree, summed
from autograd_mini.errors import shortened
from autograd_mini.options import whole

try:
    from distributed import CancelledError, Client
    from distributed.comm import CommClosedError
except ImportError as error:
    raise ImportError(
        "a cluster is one of dask.distributed, which is not installed; "
        'python -m pip install "autograd-mini[dask]" installs it'
    ) from error

LOST = (CancelledError, CommClosedError)
TASKS = 2  # for each thread of a worker, at least
TRIES = 5  # to send again what was lost with the last worker that had it

# By what was sent: the futures of the workers' copies, by the ids of the clients.
_sent: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


def on_workers(
    job: Job,
    program: Runs,
    blocks: Blocks,
    client: Any,
    chunk: int | None,
    parameters: Named,
) -> Tree:
    """Return the sums over all blocks of what a job returns, computed by the workers of a client.

    TypeError for what is no client; the errors of a worker as they were raised there.
    """
    if not isinstance(client, Client) or client.asynchronous:
        raise TypeError(
            f"the cluster is a distributed.Client that is not asynchronous, not {shortened(client)}"
        )
    if chunk is None:
        share = len(blocks) // (TASKS * max(1, sum(client.nthreads().values())))
        chunk = 1 << max(0, share.bit_length() - 1)  # a power of 2, for a task to be one subtree
    whole("chunk", chunk, 1)
    tree = Tree()
    for nodes in _gathered(job, program, blocks, client, chunk, parameters):
        for (level, place), vector in nodes.items():
            tree.add(level, place, vector)
    return tree


def _gathered(
    job: Job, program: Runs, blocks: Blocks, client: Any, chunk: int, parameters: Named
) -> list[dict[tuple[int, int], Any]]:
    """Return what the tasks return; what the workers have lost is sent to them again."""
    begins = range(0, len(blocks), chunk)
    numbers = [blocks.rows_of(begin, begin + chunk) for begin in begins]
    for tries_left in reversed(range(TRIES)):
        try:
            copies = sent(client, program), sent(client, blocks.whole)
            fixed = [[x] * len(begins) for x in (job, *copies, parameters, blocks.samples)]
            tasks = client.map(sums_of, *fixed, numbers, begins, pure=False)
            try:
                return client.gather(tasks)  # type: ignore[no-any-return]
            except ValueError:
                for task in tasks:  # of several errors always the one of the first samples
                    task.result()
                raise
        except LOST:
            if not tries_left:
                raise
    raise AssertionError("the last try has returned or raised")


def sums_of(
    job: Job,
    program: Runs,
    blocks: Blocks,
    parameters: Named,
    samples: int,
    numbers: Numbers,
    first: int,
) -> dict[tuple[int, int], Any]:
    """Return the sums over the blocks of some samples: what a worker does.

    blocks: all that was sent.  samples: how many of them there are in all tasks.
    numbers: of those of this task.  first: the number of their first block.
    """
    arrays = {name: as_read(array) for name, array in parameters.items()}
    return summed(job, program, blocks.rows(numbers), first, samples, arrays).nodes


def sent(client: Any, what: Runs | Blocks) -> Any:
    """Return the future of what the workers have a copy of, for as long as it exists here."""
    futures = _sent.setdefault(what, {})
    if client.id not in futures or futures[client.id].status != "finished":
        (futures[client.id],) = client.scatter([what], broadcast=True, hash=False)
    return futures[client.id]
