"""Program.map on a cluster of processes: the same bytes, whoever computes and whoever is killed."""

import gc
import logging
import os
import signal
import sys
import time

import numpy as np
import pytest
from test_blocks import NET, PROGRAM, THETA, digest, saved

from autograd_mini import MLP, DomainError, Value, log, train
from autograd_mini.compile import Blocks, compile_gradient

distributed = pytest.importorskip("distributed")

from autograd_mini.compile.cluster import sent  # noqa: E402

DRAW = np.random.default_rng(0)
X, Y = DRAW.uniform(size=(2900, 3)), DRAW.uniform(size=(2900, 2))
BLOCKS = Blocks(X=X, Y=Y)
RIGHT = digest(PROGRAM.map(BLOCKS, **THETA))
CHUNKS = (None, 1, 2, 3, 7, 100)


@pytest.fixture(scope="module")
def client():
    with (
        distributed.LocalCluster(
            n_workers=3,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as running,
    ):
        yield running


class Deadly(Blocks):
    """Samples that kill the first process that reads them, in the middle of its task."""

    def __init__(self, alive, /, **arrays):
        super().__init__(**arrays)
        self.alive = alive

    def rows(self, numbers):
        if self.alive.exists():
            self.alive.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)
        return super().rows(numbers)


@pytest.mark.parametrize("chunk", CHUNKS)
def test_any_chunk_gives_the_same_bytes(client, chunk):
    assert digest(PROGRAM.map(BLOCKS, client, chunk, **THETA)) == RIGHT


def test_samples_on_disk_and_rows_by_number(client, tmp_path, monkeypatch):
    saved(tmp_path, "X", X, [700, 701])
    monkeypatch.chdir(tmp_path)  # where the workers are not
    on_disk = Blocks.on_disk(X=["X0.npy", "X1.npy", "X2.npy"], Y=saved(tmp_path, "Y", Y, [256]))
    assert digest(PROGRAM.map(on_disk, client, **THETA)) == RIGHT
    numbers = DRAW.permutation(2900)[:1000]
    right = digest(PROGRAM.map(BLOCKS.rows(numbers), **THETA))
    for some in (BLOCKS, on_disk):
        assert digest(PROGRAM.map(some.rows(numbers), client, **THETA)) == right
    (tmp_path / "X1.npy").unlink()
    with pytest.raises(FileNotFoundError, match=r"X1\.npy"):
        PROGRAM.map(on_disk, client, **THETA)


def test_what_is_used_again_is_sent_once(client):
    def on_each_worker():
        found = client.run(lambda dask_worker: set(dask_worker.plugins))
        return set.intersection(*found.values())

    program, blocks = NET.compile(), Blocks(X=X, Y=Y)
    program.map(blocks, client, **THETA)
    names = {sent(client, what) for what in (program, blocks)}
    assert len(names) == 2
    assert names <= on_each_worker()
    program.map(blocks.rows([3, 1]), client, **THETA)
    assert {sent(client, what) for what in (program, blocks)} == names
    del program, blocks
    gc.collect()
    PROGRAM.map(BLOCKS, client, **THETA)
    assert not names & on_each_worker()


def test_errors_are_those_of_one_process(client):
    w, x = Value(1.0), Value(1.0)
    program = compile_gradient(log(w * x), {"x": x}, {"w": w})
    xs = np.ones(2900)
    for wrong, error in ((np.nan, ValueError), (-1.0, DomainError)):
        xs[[2800, 1500, 700]] = wrong
        said = set()
        for at in (None, client):
            with pytest.raises(error, match=r"row 700\b") as found:
                program.map(Blocks(x=xs), at, 1, w=1.0)
            assert type(found.value) is error
            said.add(str(found.value))
        assert len(said) == 1


@pytest.mark.parametrize("batch", [None, 1000])
def test_a_training_gives_the_same_weights(client, batch, tmp_path):
    X, Y = DRAW.uniform(size=(2900, 3)), np.eye(2)[DRAW.integers(0, 2, 2900)]
    on_disk = Blocks.on_disk(X=saved(tmp_path, "X", X, [800]), Y=saved(tmp_path, "Y", Y, []))
    found = []
    for samples, cluster in (((X, Y), None), ((on_disk,), client)):
        net = MLP(3, [4, 2], seed=1)
        history = train(
            net, *samples, steps=5, batch=batch, optimizer="adam", backend="numpy", cluster=cluster
        )
        found.append(([theta.data for theta in net.parameters()], history))
    assert found[0] == found[1]
    assert found[0][1].measurements[-1].accuracy is not None


def test_what_is_no_cluster_and_no_chunk(client):
    with pytest.raises(TypeError, match=r"distributed\.Client .*, not 'tcp"):
        PROGRAM.map(BLOCKS, "tcp://127.0.0.1:8786", **THETA)
    large = Blocks(X=np.broadcast_to(0.5, (100_000_000, 3)), Y=np.broadcast_to(0, (100_000_000, 2)))
    with pytest.raises(ValueError, match=r"take 4\.0 GB, .* at most 2\.1 GB .* Blocks\.on_disk"):
        PROGRAM.map(large, client, **THETA)
    for chunk, error in ((0, ValueError), (1.5, TypeError)):
        with pytest.raises(error, match="chunk is a whole number at least 1"):
            PROGRAM.map(BLOCKS, client, chunk, **THETA)


def test_without_dask(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "autograd_mini.compile.cluster")
    with pytest.raises(ImportError, match=r"pip install \"autograd-mini\[dask\]\""):
        PROGRAM.map(BLOCKS, "client", **THETA)


# The number of workers goes down from here on.


def test_a_killed_worker_changes_nothing(client, tmp_path):
    alive = tmp_path / "alive"
    alive.touch()
    pids = set(client.run(os.getpid).values())
    assert digest(PROGRAM.map(Deadly(alive, X=X, Y=Y), client, 1, **THETA)) == RIGHT
    assert not alive.exists()
    assert set(client.run(os.getpid).values()) != pids


@pytest.mark.parametrize("workers", [2, 1])
def test_fewer_workers_give_the_same_bytes(client, workers):
    client.cluster.scale(workers)
    while len(client.nthreads()) > workers:
        time.sleep(0.01)
    assert digest(PROGRAM.map(BLOCKS, client, **THETA)) == RIGHT


def test_what_the_only_worker_had_is_sent_again(client, tmp_path):
    alive = tmp_path / "alive"
    alive.touch()
    assert digest(PROGRAM.map(Deadly(alive, X=X, Y=Y), client, **THETA)) == RIGHT
    assert not alive.exists()
