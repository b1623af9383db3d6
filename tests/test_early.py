"""Ctrl-C from a command's first moment to its last: 130, and no traceback."""

import re
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")

# It is interrupted at the n-th import, file or compiled text, wherever in the program that is.
INTERRUPTED = """
import os, signal, sys
left = int(sys.argv.pop(1))
sys.argv[0] = "/somewhere/bin/autograd-mini"
def count(event, arguments):
    global left
    left -= event in ("import", "open", "exec", "compile")
    if left == 0:
        left -= 1
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(count)
from autograd_mini.__main__ import entry
sys.exit(entry())
"""
# What may stand in a traceback: what runs before Ctrl-C is awaited.
FIRST = re.compile(r'autograd_mini/(?!__init__\.py", line \d\b|early\.py)')


def run(n, *arguments):
    return subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(n), *arguments], capture_output=True, text=True
    )


@pytest.mark.parametrize("n", [20, 100, 300, 500, 620])
def test_wherever_a_command_is(n):
    done = run(n, "grad", "x*x", "x=3")
    assert (done.returncode, done.stderr) == (130, "")


def test_while_another_library_is_imported(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("1,2,a\n3,4,b\n")
    done = run(1200, "train", str(path))  # NumPy, in the middle
    assert (done.returncode, done.stderr) == (130, "")


def test_a_command_that_nobody_interrupts_is_not_changed_by_it():
    done = run(10**9, "grad", "x*x", "x=3")
    assert (done.returncode, done.stdout) == (0, "J = 9.0\n∂J/∂x = 6.0\n")


def test_real_processes_at_many_moments():
    """What comes before our first line is Python's own: a traceback without a line of ours."""
    command = [sys.executable, "-m", "autograd_mini", "grad", "x*x", "x=3"]
    running = []
    for moment in (0, 0.03, 0.06, 0.1, 0.2, 0.3, 0.5, 0.8, 1.5):
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        running.append(process)
    for process in running:
        out, err = process.communicate()
        if process.returncode == 0:
            assert out.startswith("J = 9.0")
        elif process.returncode == 130:
            assert not err
        else:
            assert not FIRST.search(err), err
            assert process.returncode in (1, -signal.SIGINT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "default_int_handler"),  # who imports the package is no command
        ("sys.argv[0] = 'autograd-mini'", "leave"),
        ("sys.argv[0] = 'autograd-mini'; signal.signal(2, signal.SIG_IGN)", "SIG_IGN"),
    ],
)
def test_only_a_command_awaits_ctrl_c_and_only_where_it_is_not_ignored(before, after):
    asked = f"import signal, sys\n{before}\nimport autograd_mini.early\n"
    asked += "print(repr(signal.getsignal(signal.SIGINT)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    assert after in done.stdout
