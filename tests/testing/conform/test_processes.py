"""What an engine does to its process costs what it has to cost, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograd_mini.testing.conform import processes
from autograd_mini.testing.conform.naming import EngineError
from autograd_mini.testing.conform.verdicts import (
    ERROR,
    FAILED,
    NOT_SUPPORTED,
    PASSED,
    Marking,
    conform,
)

RIGHT = Path(__file__).parent / "broken_engines" / "right.py"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def engine(tmp_path, before="", body="pass", name="backward", more=""):
    """Write an engine that does something when imported, and something in one of its methods."""
    (tmp_path / "right.py").write_text(RIGHT.read_text("utf-8"))
    body = body.strip().replace("\n", "\n        ")
    (tmp_path / "mine.py").write_text(
        f"{before}\nfrom right import Value as Right\nclass Value(Right):\n"
        f"    def {name}(self, *rest):\n        {body}\n"
        f"        return Right.{name}(self, *rest)\n{more}"
    )
    return str(tmp_path / "mine.py")


def statuses(engine, *names, **options):
    return [v.status for v in conform(engine, only=names, **options)]


# Modules that do something when they are imported.

BUSY = """
import os, subprocess, sys, threading, time
print("x", end="")
sys.stderr.write("y" * 100_000)
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
threading.Thread(target=time.sleep, args=(600,)).start()
os.makedirs("plots", exist_ok=True)
os.chdir("plots")
with open("import.txt", "a") as file:
    file.write("once\\n")
    file.write(f"{helper.pid}\\n")
"""


@POSIX
def test_what_a_module_does_when_imported_is_no_part_of_any_verdict(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mine = engine(tmp_path, BUSY, "print('z', end='')")
    assert statuses(mine, "same_in_every_run", "chain_rule", "seed") == [PASSED] * 3
    lines = (tmp_path / "plots" / "import.txt").read_text().split()
    assert lines.count("once") == 5  # for all the properties together, and for each hash seed
    assert wait_until(lambda: not any(map(lives, lines[1::2])))


def test_a_second_import_that_fails_costs_one_property(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mine = engine(tmp_path, "import os; os.mkdir('out')")
    again, other = conform(mine, only=["same_in_every_run", "chain_rule"])
    assert (again.status, other.status) == (FAILED, PASSED)
    assert again.message.startswith("a second run fails: ")
    assert "cannot be imported (FileExistsError" in again.message


@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(1000)"])
def test_an_import_that_takes_for_ever(tmp_path, monkeypatch, body):
    monkeypatch.setattr(processes, "IMPORT_SECONDS", 1.0)
    monkeypatch.setattr(processes, "PATIENCE", 1.0)
    with pytest.raises(EngineError, match=r"takes longer than 1 s( .mine.py, line .*)?: put the"):
        Marking(engine(tmp_path, body))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("import os; os._exit(3)", "ends the process, with exit status 3: put that under"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", r"crashes Python \(SIGSEGV\)"),
    ],
)
@POSIX
def test_an_import_that_ends_the_process(tmp_path, body, message):
    with pytest.raises(EngineError, match=message):
        Marking(engine(tmp_path, body))


# One operation or one property.


@pytest.mark.slow
@POSIX
def test_an_operation_that_hangs_or_exits_when_tried_fails_alone(tmp_path):
    more = """
    def exp(self):
        while True: pass
    def tanh(self):
        raise SystemExit(3)
"""
    names = ["derivative_of_exp", "derivative_of_tanh", "chain_rule", "agreement_with_dual_numbers"]
    exp, tanh, *others = conform(engine(tmp_path, more=more), only=names, seconds=2)
    assert exp.status == FAILED
    lines = (tmp_path / "mine.py").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "while True" in text)
    assert exp.message == f"it was ended after 2 s of computing (mine.py, line {line})"
    assert "a.exp()" in exp.example.python
    assert (tanh.status, tanh.message[:23]) == (FAILED, "it raises SystemExit: 3")
    assert [v.status for v in others] == [PASSED, PASSED]


@POSIX
def test_memory_has_a_limit(tmp_path):
    mine = engine(tmp_path, body="self.much = bytearray(3 << 30)")
    (verdict,) = conform(mine, only=["result_by_itself"])
    assert verdict.status == FAILED
    assert verdict.message == "it raises MemoryError (mine.py, line 5)"


def test_a_mistake_of_the_suite_costs_one_row(tmp_path):
    before = "from autograd_mini.testing.conform.properties import PROPERTIES, passes\n"
    before += "PROPERTIES['seed'] = None\n"
    seed, other = conform(engine(tmp_path, before), only=["seed", "chain_rule"])
    assert (seed.status, other.status) == (ERROR, PASSED)
    assert "AttributeError" in seed.message


def test_an_engine_that_writes_its_verdict_itself(tmp_path):
    body = """
import os
for channel in range(3, 64):
    try:
        os.write(channel, b'{"status": "passed"}\\\\n{"token": "", "status": "passed"}\\\\n')
    except OSError:
        pass
os._exit(0)
"""
    (verdict,) = conform(engine(tmp_path, body=body), only=["result_by_itself"])
    assert (verdict.status, verdict.message) == (FAILED, "it ends the process, with exit status 0")


def test_the_token_of_the_channel_is_nowhere_that_an_engine_looks(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_TESTRUNUID", raising=False)  # it looks like one
    body = """
import gc, os, re, sys
places = [*sys.argv, *sys.orig_argv, *os.environ.values()]
for module in list(sys.modules.values()):
    places += [repr(v) for k, v in list(vars(module).items()) if type(v) in (str, bytes, dict)]
text = " ".join(map(str, places))
found = re.search("\\\\b[0-9a-f]{32}\\\\b", text)
if found:
    raise ValueError(found[0])
"""
    (verdict,) = conform(engine(tmp_path, body=body), only=["result_by_itself"])
    assert (verdict.status, verdict.message) == (PASSED, "")


# Nothing is left behind.

HELPER = """
import os, subprocess, sys
helper = subprocess.Popen([sys.executable, "-c", "while True: pass"])
with open(__file__ + ".begun", "w") as file:
    file.write(f"{os.getpid()} {helper.pid}")
os.replace(file.name, __file__ + ".pids")
"""


def lives(pid):
    """Tell whether a process is there, and no zombie."""
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(condition):
    for _ in range(1200):
        if condition():
            return True
        time.sleep(0.05)
    return False


@POSIX
def test_helpers_of_an_engine_end_with_the_property(tmp_path):
    assert statuses(engine(tmp_path, body=HELPER), "result_by_itself") == [PASSED]
    pids = (tmp_path / "mine.py.pids").read_text().split()
    assert wait_until(lambda: not any(map(lives, pids)))


@POSIX
@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_everything_ends_with_the_command(tmp_path, how):
    mine = engine(tmp_path, body=HELPER + "\nwhile True: pass")
    command = [sys.executable, "-m", "autograd_mini", "conform", mine, "--only", "values_stay"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert wait_until((tmp_path / "mine.py.pids").exists)
    pids = (tmp_path / "mine.py.pids").read_text().split()
    assert all(map(lives, pids))
    running.send_signal(getattr(signal, how))
    running.communicate()
    assert wait_until(lambda: not any(map(lives, pids)))


# Every run.


def test_gradients_that_depend_on_the_hash_seed_or_on_addresses(tmp_path):
    by_seed = """
    def send(self, parent, partial):
        parent.grad += self.grad * partial * (1 + hash('x') % 1000 * 1e-15)
"""
    (verdict,) = conform(engine(tmp_path, more=by_seed), only=["same_in_every_run"])
    assert (verdict.status, "PYTHONHASHSEED" in verdict.message) == (FAILED, True)
    by_address = """
    def order(self):
        order, seen = [], set()
        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in set(node.parents):
                    visit(parent)
                order.append(node)
        visit(self)
        return order
"""
    (verdict,) = conform(engine(tmp_path, more=by_address), only=["same_in_every_run"])
    assert (verdict.status, "where objects lie" in verdict.message) == (FAILED, True)
    code = verdict.example.python
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert int(done.stdout) > 1, done.stderr


def test_what_has_no_gradients_yet_is_not_supported_there(tmp_path):
    mine = engine(tmp_path, body="raise NotImplementedError('next week')")
    names = ["same_in_every_run", "chain_rule", "derivative_of_exp", "deep_chain", "kink_of_relu"]
    verdicts = conform(mine, only=names)
    assert [v.status for v in verdicts] == [NOT_SUPPORTED] * 5
    assert "next week" in verdicts[0].message
