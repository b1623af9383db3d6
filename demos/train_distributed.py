"""A training on two worker processes, one of which is killed, from data larger than their memory.

    python -m pip install ".[dask,train]"
    python demos/train_distributed.py

The handwritten digits of demos/data, shifted by up to a pixel and with noise, become 600,000 images
in .npy files in a temporary folder: 355 MB, for two workers that may use 150 MB each.  A network of
64-25-10 takes 100 steps of 8,192 images.  In the middle, one worker is killed while it computes;
another process takes its place, and its blocks are computed again.  Then this process alone does
the same training.  With these seeds it has printed, within a minute on two cores,

    J from 8.7288 to 2.6817, accuracy from 10.4% to 46.2%
    The digest of the weights: 10e6b06dce95b1232e35bd7c028b393ee4381a9c66f6b639630d27186e651a85

both times.  On another kind of processor the digest may be another, both times.

At the dashboard's address there is something to see if bokeh is there: python -m pip install bokeh.
"""

import hashlib
import logging
import signal
import sys
import tempfile
import time
from pathlib import Path

try:
    import dask
    import numpy as np
    import psutil
    from distributed import Client, LocalCluster
except ImportError as error:
    sys.exit(f'{error}; python -m pip install ".[dask,train]" installs what this demo needs')

from autograd_mini import MLP, train
from autograd_mini.__main__ import ended
from autograd_mini.compile import Blocks
from autograd_mini.nn.train import History

from telling import options_of, tell

WORKERS, LIMIT = 2, 150_000_000  # bytes of memory of each
PART = 30_000  # images in a file: not a number of whole blocks of 256
NOISE = 0.1
IGNORE = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"

ENGLISH = {
    "data": "{m:,} images in {parts} parts, {size:.0f} MB on disk. Each of {workers} workers may "
    "use {limit:.0f} MB of memory.",
    "dashboard": "What the workers are doing: {link}",
    "killed": "Now the worker process {pid} is killed, in the middle of a step.",
    "survived": "The workers are the processes {before} at the beginning, and {after} at the end.",
    "history": "{who}, in {seconds:.0f} s: J from {first:.4f} to {last:.4f}, accuracy from "
    "{before:.1%} to {after:.1%}.",
    "cluster": "Two workers",
    "alone": "This process alone",
    "digest": "The digest of the weights: {digest}",
    "same": "The two trainings have ended with the same weights, to the last bit.",
    "other": "The two trainings have ended with different weights!",
    "interrupted": "Interrupted; the workers are stopped and the files are removed.",
}
CHINESE = {
    "data": "{m:,} 张图，分成 {parts} 份，在磁盘上共 {size:.0f} MB。有 {workers} 个工作进程，"
    "每个最多可用 {limit:.0f} MB 内存。",
    "dashboard": "可在这里看工作进程在做什么：{link}",
    "killed": "现在，在一步计算的中途，杀掉工作进程 {pid}。",
    "survived": "工作进程开始时是 {before}，结束时是 {after}。",
    "history": "{who}，用时 {seconds:.0f} 秒：J 从 {first:.4f} 到 {last:.4f}，"
    "正确率从 {before:.1%} 到 {after:.1%}。",
    "cluster": "两个工作进程",
    "alone": "只用本进程",
    "digest": "权重的摘要：{digest}",
    "same": "两次训练得到的权重完全相同，每一位都一样。",
    "other": "两次训练得到的权重不同！",
    "interrupted": "已中断；工作进程已停止，文件已删除。",
}  # fmt: skip


class Deadly(Client):
    """A client that kills a worker once, right after it has given the workers something to do."""

    def kill_at(self, step: int, said: str) -> None:
        """Kill a worker in the middle of a step, and say so."""
        self.step, self.said = step, said

    def map(self, *arguments, **options):
        tasks = super().map(*arguments, **options)
        self.step -= 1
        if self.step == 0:
            pid = self.cluster.workers[0].pid
            print(self.said.format(pid=pid), flush=True)
            psutil.Process(pid).kill()
        return tasks


def write_parts(folder: Path, m: int) -> dict[str, list[Path]]:
    """Write m images and their digits, and return the paths of the parts by "X" and "Y"."""
    from train_digits import read_digits  # here: the workers, which read this file, need no more

    X, Y = map(np.array, read_digits())
    bordered = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(bordered, (8, 8), (1, 2))
    paths: dict[str, list[Path]] = {"X": [], "Y": []}
    for begin in range(0, m, PART):
        draw = np.random.default_rng([0, begin])
        count = min(PART, m - begin)
        which = draw.integers(0, len(X), count)
        images = windows[which, draw.integers(0, 3, count), draw.integers(0, 3, count)]
        noisy = images.reshape(count, 64) + draw.normal(0, NOISE, (count, 64))
        for name, array in (("X", noisy.clip(0, 1)), ("Y", Y[which])):
            paths[name].append(folder / f"{name}{len(paths[name])}.npy")
            np.save(paths[name][-1], array)
    return paths


def trained(blocks: Blocks, steps: int, batch: int, client: Client | None) -> tuple[MLP, History]:
    """Return a network and how its training went."""
    net = MLP(64, [25, 10], seed=0)
    history = train(
        net, blocks, steps=steps, rate=1.0, batch=batch, every=steps, backend="numpy",
        cluster=client,
    )  # fmt: skip
    return net, history


def digest(net: MLP) -> str:
    """Return the SHA-256 of all weights' bytes."""
    weights = np.array([theta.data for theta in net.parameters()])
    return hashlib.sha256(weights.tobytes()).hexdigest()


def run(folder: Path, options, words) -> int:
    """Train twice, say how it went, and return 0 if the weights are the same."""
    paths = write_parts(folder, options.samples)
    blocks = Blocks.on_disk(**paths)
    size = sum(path.stat().st_size for parts in paths.values() for path in parts)
    tell(
        words["data"].format(
            m=options.samples, parts=len(paths["X"]), size=size / 1e6, workers=WORKERS,
            limit=LIMIT / 1e6,
        )
    )  # fmt: skip
    digests = []
    with (
        LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, memory_limit=LIMIT,
            dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL,
        ) as cluster,
        Deadly(cluster) as client,
    ):  # fmt: skip
        tell(words["dashboard"].format(link=client.dashboard_link))
        before = [worker.pid for worker in cluster.workers.values()]
        client.kill_at(options.steps // 2 + 2, words["killed"])
        for who, where in (("cluster", client), ("alone", None)):
            begin = time.monotonic()
            net, history = trained(blocks, options.steps, options.batch, where)
            if history.stopped == "interrupted":
                raise KeyboardInterrupt
            first, last = history.measurements[0], history.measurements[-1]
            tell(
                words["history"].format(
                    who=words[who], seconds=time.monotonic() - begin, first=first.cost,
                    last=last.cost, before=first.accuracy, after=last.accuracy,
                )
            )  # fmt: skip
            digests.append(digest(net))
            print(words["digest"].format(digest=digests[-1]), end="\n\n")
        after = [worker.pid for worker in cluster.workers.values()]
    tell(words["survived"].format(before=before, after=after))
    same = digests[0] == digests[1]
    tell(words["same" if same else "other"])
    return int(not same)


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument("--steps", type=int, default=100, help="how many steps to train")
    parser.add_argument("--samples", type=int, default=600_000, help="how many images to make")
    parser.add_argument("--batch", type=int, default=8_192, help="how many a step looks at")
    options = parser.parse_args()
    words = CHINESE if options.language == "zh" else ENGLISH
    # So that the folder and the workers go, too, if this is stopped by `kill`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    dask.config.set(
        {
            # Else workers give memory back after every array, which takes as long as computing.
            "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
            # A Ctrl-C in a terminal goes to all processes, and is for this one to handle.
            "distributed.worker.preload": [IGNORE],
        }
    )
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # of what a Ctrl-C has cut off
    try:
        with tempfile.TemporaryDirectory(prefix="train_distributed_") as folder:
            return run(Path(folder), options, words)
    except KeyboardInterrupt:
        tell(words["interrupted"])
        return 130
    except BrokenPipeError:
        raise
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(ended(main))
