"""Program.map on the workers of dask.distributed.

A task is a few blocks, and returns the sums over them, those of whole subtrees of the tree of
sums.py already added up.  It depends on nothing but what it is given, so a task whose worker has
gone is simply done again by another one; and no sum depends on who has done what.

The program and the samples are sent once, the first time that they are used with a client, to each
worker, and later to each that takes the place of another; there they stay for as long as they are
used here.  Of samples on disk only the paths are sent.  At every step the parameters go to the
workers, and the sums come back.

Dask makes workers give memory back to the system after every large array, which doubles the time
that a program takes.  They do not if they are started after

    dask.config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None})
"""

import contextlib
import copy
import uuid
import weakref
from dataclasses import replace
from typing import Any

from autograd_mini.compile.blocks import Blocks
from autograd_mini.compile.parts import Numbers, as_read
from autograd_mini.compile.sums import Job, Named, Runs, Tree, summed
from autograd_mini.errors import shortened
from autograd_mini.options import whole

try:
    from distributed import Client, WorkerPlugin, get_worker
except ImportError as error:
    raise ImportError(
        "a cluster is one of dask.distributed, which is not installed; "
        'python -m pip install "autograd-mini[dask]" installs it'
    ) from error

TASKS = 2  # for each thread of a worker, at least
MOST = 2**31 - 1  # bytes of what is sent, in one message of dask
TRIES = 5  # to send something while workers come and go

# By what was sent: the names of the workers' copies, by the ids of the clients.
_sent: weakref.WeakKeyDictionary[Any, dict[str, str]] = weakref.WeakKeyDictionary()
# By the ids of the clients: the names of copies of what does not exist here any more.
_unused: dict[str, list[str]] = {}


class Copy(WorkerPlugin):  # type: ignore[misc]
    """A copy of a program or of samples, on a worker: as a plugin, which new workers get, too."""

    def __init__(self, what: Runs | Blocks) -> None:
        self.what = what


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
    """Return what the tasks return."""
    begins = range(0, len(blocks), chunk)
    numbers = [blocks.rows_of(begin, begin + chunk) for begin in begins]
    copies = sent(client, program), sent(client, blocks.whole)
    shared = [[x] * len(begins) for x in (job, *copies, parameters, blocks.samples)]
    tasks = client.map(sums_of, *shared, numbers, begins, pure=False)
    try:
        return client.gather(tasks)  # type: ignore[no-any-return]
    except ValueError:
        for task in tasks:  # of several errors always the one of the first samples
            task.result()
        raise


def sums_of(
    job: Job,
    program: str,
    blocks: str,
    parameters: Named,
    samples: int,
    numbers: Numbers,
    first: int,
) -> dict[tuple[int, int], Any]:
    """Return the sums over the blocks of some samples: what a worker does.

    program, blocks: the names of its copies.  samples: how many there are in all tasks.
    numbers: of those of this task.  first: the number of their first block.
    """
    copies = get_worker().plugins
    arrays = {name: as_read(array) for name, array in parameters.items()}
    some = copies[blocks].what.rows(numbers)
    return summed(job, copies[program].what, some, first, samples, arrays).nodes


def sent(client: Any, what: Runs | Blocks) -> str:
    """Return the name of the workers' copies of something, which they get if they have none."""
    while _unused.get(client.id):
        with contextlib.suppress(OSError, ValueError):  # its workers have gone, or the scheduler
            client.unregister_worker_plugin(_unused[client.id].pop())
    size = sum(array.nbytes for array in what.arrays) if isinstance(what, Blocks) else 0
    if size > MOST:
        raise ValueError(
            f"the samples take {size / 1e9:.1f} GB, and workers get at most {MOST / 1e9:.1f} GB of "
            "them; write them to .npy files that the workers see, and use Blocks.on_disk"
        )
    names = _sent.setdefault(what, {})
    if client.id not in names:
        name = f"{type(what).__name__}-{uuid.uuid4().hex}"
        for tries_left in reversed(range(TRIES)):
            try:
                client.register_plugin(Copy(without_graph(what)), name)
                break
            except OSError:  # a worker has gone that moment
                if not tries_left:
                    raise
        names[client.id] = name
        weakref.finalize(what, _unused.setdefault(client.id, []).append, name).atexit = False
    return names[client.id]


def without_graph(what: Any) -> Any:
    """Return a program with all that it takes to run, which is little beside its graph."""
    if isinstance(what, Blocks):
        return what
    lean = copy.copy(what)
    lean.J, lean.baked, lean.given = None, [], [replace(g, values=()) for g in what.given]
    return lean
