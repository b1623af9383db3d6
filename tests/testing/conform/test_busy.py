"""Verdicts are the same beside processes that keep the machine busy."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograd_mini.testing.conform.verdicts import FAILED, PASSED, conform

HERE = Path(__file__).parent / "broken_engines"
# What depended on time once.
NAMES = ["cost_in_proportion", "same_in_every_run", "deep_chain", "many_paths"]
# They end by themselves, too, should nobody be left to end them.
SPIN = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
for _ in range(int(sys.argv[1]) - 1):
    if not os.fork():
        break
print(flush=True)
while True:
    pass
"""


@contextlib.contextmanager
def busy(processes):
    """Keep so many processes computing, in a group of their own."""
    command = [sys.executable, "-c", SPIN, str(processes)]
    leader = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    try:
        for _ in range(processes):
            leader.stdout.readline()
        yield leader.pid
    finally:
        os.killpg(leader.pid, signal.SIGKILL)
        leader.wait()
        leader.stdout.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes and groups of POSIX")
def test_verdicts_beside_busy_processes():
    with busy(2 * (os.cpu_count() or 1)):
        right = conform(f"{HERE / 'right.py'}:Value", only=NAMES)
        broken = conform(f"{HERE / 'broken.py'}:SquareCost", only=NAMES[:2])
    assert [(verdict.status, verdict.message) for verdict in right] == [(PASSED, "")] * len(NAMES)
    assert [verdict.status for verdict in broken] == [FAILED, PASSED]
    assert broken[0].message == "4 times as many nodes take 15 times as many steps"
