"""Program.map against plain sums over the same blocks: CPU time here, on disk, and on workers.

    python -m pip install ".[dask]" && python benchmarks/cluster.py [--quick]

"plain" calls the program for 256 samples after the other and adds up what comes out.  In one
process both sides are timed in pairs, as in compiled.py.  Of a cluster it is the CPU time of all
workers, the client and the scheduler, that of their idling included, and what the workers alone
take.  What Dask adds is some 30 ms a step, however long the step is.  All digests of J and the
gradients have to be the same.  On two cores that others used, too, a run has printed

                        784-50-10           64-25-10
    memory   here       1.02 (1.00–1.05)    1.05 (1.03–1.07)
             1 worker   1.15, alone 1.03    1.61, alone 1.27    of steps of 0.3 and 0.05 s
             2 workers  1.31, alone 1.20    2.13, alone 1.63
    disk     here       1.05 (0.96–1.09)    1.26 (1.22–1.39)
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before NumPy is imported

import hashlib
import statistics
import sys
import tempfile
import time
from pathlib import Path

import dask
import numpy as np
from compiled import QUICK, compared, network, spread
from distributed import Client, LocalCluster

from autograd_mini.compile import Blocks

SAMPLES = 10_000 if QUICK else 50_000
STEPS = 5 if QUICK else 15
PARTS = 7


def plain(program, blocks, theta):
    """Return J and the gradients, by sums that depend on the order of the blocks."""
    J, total = 0.0, {name: np.zeros_like(array) for name, array in theta.items()}
    for X, Y in blocks:
        J_b, gradients = program(X=X, Y=Y, **theta)
        J += J_b * len(X)
        for name, gradient in gradients.items():
            gradient *= len(X)
            total[name] += gradient
    return J / SAMPLES, {name: array / SAMPLES for name, array in total.items()}


def in_memory(X, Y):
    return ((X[i : i + 256], Y[i : i + 256]) for i in range(0, len(X), 256))


def from_disk(paths):
    """Yield blocks as one would read them by hand, file by file."""
    for x_path, y_path in zip(paths["X"], paths["Y"], strict=True):
        yield from in_memory(np.load(x_path), np.load(y_path))


def digest(found) -> str:
    J, gradients = found
    content = b"".join([np.float64(J).tobytes(), *(g.tobytes() for g in gradients.values())])
    return hashlib.sha256(content).hexdigest()[:16]


def on_workers(program, blocks, theta, by_hand, digests) -> None:
    for workers in (1, 2, 3):
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
            ) as cluster,
            Client(cluster) as client,
        ):
            digests.add(digest(program.map(blocks, client, **theta)))
            all_of_it, of_workers, wall = [], [], []
            for _ in range(STEPS):
                begin = time.process_time()
                by_hand()
                alone = time.process_time() - begin
                before, begin = sum(client.run(time.process_time).values()), time.process_time()
                start = time.monotonic()
                program.map(blocks, client, **theta)
                wall.append(time.monotonic() - start)
                here = time.process_time() - begin
                there = sum(client.run(time.process_time).values()) - before
                all_of_it.append((here + there) / alone)
                of_workers.append(there / alone)
        print(
            f"           {workers} worker{'s' * (workers > 1):1}   {spread(all_of_it)}   workers "
            f"alone {spread(of_workers)}   {statistics.median(wall):.2f} s a step",
            flush=True,
        )


def measured(sizes: str, folder: Path) -> None:
    net, theta = network(sizes, SAMPLES)
    program, X, Y = net.compile(), theta.pop("X"), theta.pop("Y")
    paths: dict[str, list[Path]] = {"X": [], "Y": []}
    for name, array in (("X", X), ("Y", Y)):
        for i, part in enumerate(np.array_split(array, PARTS)):
            paths[name].append(folder / f"{name}{i}.npy")
            np.save(paths[name][-1], part)
    digests: set[str] = set()
    print(f"\n{sizes}, {SAMPLES:,} samples: CPU time of map ÷ plain sums")
    for name, some, by_hand in (
        ("memory", Blocks(X=X, Y=Y), lambda: plain(program, in_memory(X, Y), theta)),
        ("disk", Blocks.on_disk(**paths), lambda: plain(program, from_disk(paths), theta)),
    ):
        digests.add(digest(program.map(some, **theta)))
        ratio = compared(lambda: program.map(some, **theta), by_hand)  # noqa: B023
        print(f"  {name:8} here        {ratio}", flush=True)
        on_workers(program, some, theta, by_hand, digests)
    print(f"  digest   {', '.join(digests)}")
    if len(digests) > 1:
        sys.exit("the digests differ")


def main() -> None:
    dask.config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None})
    for sizes in ("784-50-10", "64-25-10"):
        with tempfile.TemporaryDirectory() as folder:
            measured(sizes, Path(folder))


if __name__ == "__main__":
    main()
