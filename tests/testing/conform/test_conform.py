"""The conformance suite is itself put to the test: by engines that are each broken in one way."""

import inspect
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograd_mini.__main__ import main
from autograd_mini.testing.conform import properties, trial
from autograd_mini.testing.conform.adapter import read_adapter
from autograd_mini.testing.conform.engine import Engine, EngineError
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.report import failure
from autograd_mini.testing.conform.trial import NotSupported, Wrong
from autograd_mini.testing.conform.verdicts import FAILED, NOT_SUPPORTED, PASSED, conform
from autograd_mini.testing.conform.wrong_edge import picture

HERE = Path(__file__).parent / "broken_engines"
DEMOS = Path(__file__).parents[3] / "demos" / "engines"
sys.path.insert(0, str(HERE))
import broken  # noqa: E402

BROKEN = {
    name: engine
    for name, engine in inspect.getmembers(broken, inspect.isclass)
    if "fails" in vars(engine)
}
# These start processes, or never end on some engines, and are checked where that is the point.
SLOW = {"same_in_every_run"}


def status(engine, name):
    try:
        PROPERTIES[name].check(engine)
    except NotSupported:
        return NOT_SUPPORTED
    except Wrong:
        return FAILED
    return PASSED


@pytest.fixture
def quick(monkeypatch):
    """Make the suite quick, since it is run on many engines here."""
    monkeypatch.setattr(trial, "EXAMPLES", 6)
    monkeypatch.setattr(trial, "SHRINK", False)
    monkeypatch.setattr(properties.size, "DEEP", 4_000)  # Python's own limit is at 1,000 calls
    monkeypatch.setattr(properties.size, "WIDE", 1_000)


def verdicts_of(engine, names):
    return {name: status(engine, name) for name in names}


# The suite finds what is broken, and nothing else.


def test_there_are_enough_of_both():
    assert len(PROPERTIES) >= 25
    assert len(BROKEN) >= 20


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_engine_is_caught_by_what_names_it_and_by_nothing_unrelated(
    name, quick, monkeypatch
):
    fails = BROKEN[name].fails
    may_fail = BROKEN[name].may_fail - fails
    if hasattr(BROKEN[name], "hangs"):  # what names it is checked below, where it can be stopped
        may_fail, fails = may_fail | fails, set()
    assert fails | may_fail <= PROPERTIES.keys()
    engine = Engine(f"broken:{name}")
    assert set(verdicts_of(engine, fails).values()) <= {FAILED}
    monkeypatch.setattr(trial, "EXAMPLES", 2)  # a property that judges what it should not does so
    verdicts = verdicts_of(engine, PROPERTIES.keys() - SLOW - may_fail - fails)  # at any example
    assert {p for p, verdict in verdicts.items() if verdict == FAILED} == set()


def test_the_engine_that_they_are_made_from_passes(quick):
    verdicts = verdicts_of(Engine("right:Value"), PROPERTIES.keys() - SLOW)
    assert FAILED not in verdicts.values()
    assert list(verdicts.values()).count(PASSED) >= 45


def test_our_own_engine_passes_everything(monkeypatch):
    monkeypatch.setattr(trial, "EXAMPLES", 10)
    verdicts = verdicts_of(Engine("autograd_mini:Value"), PROPERTIES.keys() - SLOW)
    assert set(verdicts.values()) == {PASSED}


def test_a_correct_engine_of_forty_lines_passes_all_that_it_supports(quick):
    engine = Engine(f"{DEMOS / 'correct.py'}:Value")
    verdicts = verdicts_of(engine, PROPERTIES.keys() - SLOW)
    assert FAILED not in verdicts.values()
    assert list(verdicts.values()).count(PASSED) >= 30
    code = inspect.getsource(engine.Value).splitlines()
    assert len([line for line in code if line.strip()]) <= 45


def test_cost_is_counted_in_steps_and_not_in_seconds():
    engine = Engine("broken:SquareCost")
    for _ in range(2):
        with pytest.raises(Wrong) as wrong:
            PROPERTIES["cost_in_proportion"].check(engine)
        assert wrong.value.message == "4 times as many nodes take 15 times as many steps"
    assert "__eq__" not in vars(engine.Value)


# Engines that do not come back.


@pytest.mark.slow
@pytest.mark.parametrize("name", ["OncePerPath", "AsksWhatWaits"])
def test_an_engine_that_hangs_fails_one_property_and_ends_nothing(name, monkeypatch):
    monkeypatch.chdir(HERE)
    names = ["many_paths", "result_by_itself"]
    hanging, well = conform(f"broken.py:{name}", only=names, seconds=3)
    assert (hanging.status, well.status) == (FAILED, PASSED)
    if sys.platform != "win32":
        assert hanging.message.startswith("it was ended after 3 s of computing (broken.py, line ")
    assert "J = (J + a) + (J + b)" in hanging.example.python


@pytest.mark.slow
def test_an_engine_that_waits_for_ever_is_stopped_too(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(
        "import threading\n"
        "from right import Value as Right\n"
        "class Value(Right):\n"
        "    def backward(self, seed=1.0):\n"
        "        threading.Event().wait()\n"
    )
    (tmp_path / "right.py").write_text((HERE / "right.py").read_text("utf-8"))
    monkeypatch.chdir(tmp_path)
    (verdict,) = conform("mine:Value", only=["result_by_itself"], seconds=0.5)
    assert verdict.status == FAILED
    assert re.fullmatch(r"it was ended after it had waited for [0-9.]+ s", verdict.message)
    assert "x.backward()" in verdict.example.python


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of that kind on Windows")
def test_the_limit_is_that_of_the_process_and_of_those_that_it_starts():
    code = """
import resource, subprocess, sys
from autograd_mini.testing.conform.limits import limit
limit(5)
print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])
limit(1e9)
sys.stdout.flush()
ask = "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0])"
subprocess.run([sys.executable, "-c", ask])
resource.setrlimit(resource.RLIMIT_CPU, (500, 500))
limit(1000)  # there is less left
print(resource.getrlimit(resource.RLIMIT_CPU)[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    first, core, second, third = map(int, done.stdout.split())
    assert 6 <= first and core == 0 and second > 1e9 and third == 500


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("import os; os._exit(7)", "exit status 7"),
        ("import sys; sys.exit(7)", "it raises SystemExit: 7"),
        ("return self.backward()", "it raises RecursionError"),
        ("raise KeyError('x')", "it raises KeyError: 'x'"),
        (
            "print('{\"status\": \"passed\"}'); raise ValueError('\\x00\\x1b')",
            "it raises ValueError",
        ),
    ],
)
def test_an_engine_that_ends_the_process(tmp_path, monkeypatch, body, message):
    (tmp_path / "mine.py").write_text(
        "from right import Value as Right\n"
        f"class Value(Right):\n    def backward(self, seed=1.0):\n        {body}\n"
    )
    (tmp_path / "right.py").write_text((HERE / "right.py").read_text("utf-8"))
    monkeypatch.chdir(tmp_path)
    (verdict,) = conform("mine:Value", only=["chain_rule"])
    assert verdict.status == FAILED
    assert message in verdict.message
    assert "backward()" in verdict.example.python


# The report.


def test_the_smallest_example_can_be_run_as_it_stands(monkeypatch):
    monkeypatch.chdir(HERE)
    (verdict,) = conform("broken.py:WrongSignInDifferences", only=["derivative_of_sub"])
    assert verdict.status == FAILED
    done = subprocess.run(
        [sys.executable, "-c", verdict.example.python],
        capture_output=True,
        encoding="utf-8",
        cwd=HERE,
    )
    printed = [float(line.split("=")[1]) for line in done.stdout.splitlines()]
    assert printed == verdict.example.actual == [1.0, 1.0]
    assert sorted(verdict.example.expected) == [-1.0, 1.0]
    assert len(verdict.example.program) == 1


def test_the_wrong_edge_is_marked(monkeypatch):
    monkeypatch.chdir(HERE)
    (verdict,) = conform("broken.py:WrongSignInDifferences", only=["derivative_of_sub"])
    drawing = picture(verdict)
    marked = [line for line in drawing.body if "#CC3311" in line]
    assert len(marked) == 1
    assert re.search(r'id="edge-3-[12]-1"', marked[0])
    assert b"edge" in drawing.pipe(format="svg")
    assert "#CC3311" not in picture(verdict, dark=True).source  # too dark to be read there
    # In grey a dashed edge may be a negative one: it is a sign that tells, and words about it.
    said = {
        "en": "it should be .*What is red, dashed and marked with ✗ is wrong",
        "zh": "derivative_of_sub：对 . 的导数是 1.0，应为 −1.0.*标有 ✗ 的红色虚线是错的。",
    }
    for language, words in said.items():
        source = picture(verdict, language).source
        assert source.count("✗ ∂") == 1 and re.search(words, source, re.S)
    assert "，应为 −1.0。" in failure(verdict, "zh") and "; it should be" in failure(verdict)
    assert "should" not in failure(verdict, "zh") and "1.0; it should be −1.0" in failure(verdict)


def command(*arguments):
    return main(["conform", *map(str, arguments)])


def test_the_command_writes_all_its_files(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weights.ini").write_text("[weights]\nchain_rule = 5\nderivative_of_add = 0\n")
    only = ["chain_rule", "derivative_of_add", "kink_of_relu", "derivative_of_exp"]
    code = command(
        f"{HERE / 'broken.py'}:ReluWithAWrongSlopeAtItsKink", "--only", *only, "derivative_of_sin",
        "--json", "out.json", "--junitxml", "out.xml", "--score", "results.json",
        "--weights", "weights.ini",
    )  # fmt: skip
    assert code == 1
    printed = capsys.readouterr().out
    assert "3 passed, 1 failed, 1 not supported" in printed
    assert "J = a.relu()" in printed
    assert (tmp_path / "conform" / "kink_of_relu.svg").exists()
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert told["counts"] == {"passed": 3, "failed": 1, "not supported": 1}
    suite = ET.parse(tmp_path / "out.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("5", "1", "1")
    results = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert results["score"] == 6.0
    assert sum(test["max_score"] for test in results["tests"]) == 8.0
    assert len(results["tests"]) == 4


def test_nothing_failed_is_status_0(capsys):
    assert command("autograd_mini:Value", "--only", "chain_rule") == 0
    assert "1 passed, 0 failed, 0 not supported" in capsys.readouterr().out


# Engines whose names for things are others.

RENAMED = """
from right import Value as Right

class Node(Right):
    def __init__(self, *arguments):
        super().__init__(*arguments)

    @property
    def gradient(self): return self.grad
    @gradient.setter
    def gradient(self, to): self.grad = to
    logistic = Right.sigmoid
    def backprop(self): Right.backward(self)
    number = property(lambda self: self.data)
"""
ADAPTER = "[names]\ndata = number\ngrad = gradient\nbackward = backprop\nsigmoid = logistic\n"


def test_an_adapter_says_what_things_are_called(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(RENAMED)
    (tmp_path / "right.py").write_text((HERE / "right.py").read_text("utf-8"))
    (tmp_path / "adapter.ini").write_text(ADAPTER)
    monkeypatch.chdir(tmp_path)
    names = read_adapter("adapter.ini")
    chosen = ["derivative_of_sigmoid", "chain_rule", "two_results_add_up", "seed"]
    verdicts = conform("mine:Node", names, only=chosen)
    assert [v.status for v in verdicts] == [PASSED, PASSED, PASSED, NOT_SUPPORTED]


@pytest.mark.parametrize(
    ("engine", "adapter", "message"),
    [
        ("no_such_module:Value", None, "no_such_module cannot be imported"),
        ("right:Nothing", None, "right has no class Nothing; it has Value: write right:Value"),
        ("right", None, "'right' names no engine; write right.py:Value"),
        ("nowhere.py:Value", None, "there is no file nowhere.py"),
        ("fractions:Fraction", None, "has no .data"),
        ("syntax:Value", None, "syntax.py cannot be imported"),
        ("leaves:Value", None, "leaves calls sys.exit(3) when imported"),
        ("ends:Value", None, "ends the process, with exit status 4"),
        ("right:Value", "[names]\nsigmoit = logistic\n", "'sigmoit', which is neither"),
        ("right:Value", "[names]\nsigmoid = logistik\n", "is called 'logistik', but"),
        ("right:Value", "[names]\ndata = x; print(1)\n", "no Python name"),
        ("right:Value", "[nams]\nsigmoid = x\n", "needs one section, [names]"),
        ("right:Value", "sigmoid = x\n", "adapter.ini is no list of names"),
    ],
)
def test_what_cannot_be_marked_is_said_in_a_sentence(
    tmp_path, monkeypatch, capsys, engine, adapter, message
):
    (tmp_path / "right.py").write_text((HERE / "right.py").read_text("utf-8"))
    (tmp_path / "syntax.py").write_text("class Value(:")
    (tmp_path / "leaves.py").write_text("import sys; sys.exit(3)")
    (tmp_path / "ends.py").write_text("import os; os._exit(4)")
    monkeypatch.chdir(tmp_path)
    arguments = [engine, "--only", "chain_rule"]
    if adapter:
        (tmp_path / "adapter.ini").write_text(adapter)
        arguments += ["--adapter", "adapter.ini"]
    assert command(*arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.out == ""
    lines = printed.err.count("\n")
    assert lines == (5 if "write what they are called" in printed.err else 1)


@pytest.mark.parametrize(
    ("weights", "message"),
    [("[weights]\nchain = 1\n", "'chain'"), ("[weights]\nchain_rule = -1\n", "no number ≥ 0")],
)
def test_wrong_weights(tmp_path, capsys, weights, message):
    (tmp_path / "w.ini").write_text(weights)
    assert command("autograd_mini:Value", "--weights", tmp_path / "w.ini") == 2
    assert message in capsys.readouterr().err


def test_no_such_property(capsys):
    assert command("autograd_mini:Value", "--only", "nonsense") == 2
    assert "no property is called 'nonsense'" in capsys.readouterr().err


def test_an_engine_error_is_raised_by_the_function():
    with pytest.raises(EngineError, match="no_such_module cannot be imported"):
        conform("no_such_module:Value", only=["chain_rule"])


# With pytest.


def test_pytest_runs_a_test_for_each_property(tmp_path):
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
        "--pyargs", "autograd_mini.testing.conformance",
        "-k", "derivative_of_sub or derivative_of_mul or derivative_of_cosh",
        "--engine", f"{HERE / 'broken.py'}:WrongSignInDifferences",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert "1 failed, 1 passed, 1 skipped" in done.stdout
    assert re.search("J = (a - b|b - a)", done.stdout)
