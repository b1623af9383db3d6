"""The demo of a training on a cluster: equal digests, a killed worker, and nothing that is left."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("distributed")

DEMO = Path(__file__).parents[2] / "demos" / "train_distributed.py"
SMALL = ["--samples", "31000", "--batch", "2000", "--steps", "3"]


def started(folder, *arguments, **options):
    """Start the demo, with a folder for its files."""
    return subprocess.Popen(
        [sys.executable, str(DEMO), *SMALL, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8"},
        start_new_session=True,
        **options,
    )


def end_of(process):
    """Return what it has said and complained of to its end; it is killed if there is none."""
    try:
        return process.communicate(timeout=120)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def assert_nothing_is_left(process, folder):
    """Check that no process of its group is running, and that its files are gone."""
    with pytest.raises(ProcessLookupError):
        for _ in range(3000):  # what has just ended may still be waited for by the system
            os.killpg(process.pid, 0)
            time.sleep(0.01)
    assert not [path for path in folder.iterdir() if path.name.startswith("train_distributed_")]


@pytest.mark.slow
def test_the_digests_agree_though_a_worker_is_killed(tmp_path):
    process = started(tmp_path)
    said, complaints = end_of(process)
    assert process.returncode == 0, complaints
    assert not complaints
    words = " ".join(said.split())
    first, second = re.findall(r"digest of the weights: ([0-9a-f]{64})", words)
    assert first == second
    assert "same weights, to the last bit" in words
    (killed,) = re.findall(r"the worker process (\d+) is killed", words)
    before, after = (text.split(", ") for text in re.findall(r"\[(.*?)\]", words))
    assert killed in before and killed not in after
    assert len(after) == len(before) == 2
    assert re.search(r"http://127\.0\.0\.1:\d+/status", words)
    assert "18 MB on disk" in words
    assert len(re.findall(r"J from 8\.\d+ to [23]\.\d+", words)) == 2
    assert_nothing_is_left(process, tmp_path)


@pytest.mark.slow
def test_a_ctrl_c_ends_it_and_its_workers(tmp_path):
    process = started(tmp_path, "--language", "zh", "--steps", "100000")
    for line in process.stdout:
        if "http" in line:
            break
    assert [path.name for path in tmp_path.glob("train_distributed_*/X1.npy")] == ["X1.npy"]
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
    said, complaints = end_of(process)
    assert process.returncode == 130, complaints
    assert "工作进程已停止，文件已删除。" in said
    assert "Traceback" not in complaints
    assert_nothing_is_left(process, tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit for the size of a file")
def test_a_full_disk_is_said_in_one_line(tmp_path):
    import resource

    process = started(
        tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
    )
    said, complaints = end_of(process)
    assert (process.returncode, said) == (1, "")
    assert complaints.count("\n") == 1
    assert_nothing_is_left(process, tmp_path)
