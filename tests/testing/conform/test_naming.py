"""An engine is found by its name, whatever its file, folder or notebook is called."""

import io
import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograd_mini.testing.conform.naming import EngineError, import_line, load, split
from autograd_mini.testing.conform.processes import Worker
from autograd_mini.testing.conform.verdicts import FAILED, PASSED

RIGHT = (Path(__file__).parent / "broken_engines" / "right.py").read_text("utf-8")
WRONG = RIGHT.replace("parent.grad +=", "parent.grad =")
assert WRONG != RIGHT


def notebook(*cells):
    told = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "# x"}, *told]})


def run(code, folder):
    """Run code as a learner does who pastes it into a file in the folder; return what it prints."""
    (folder / "pasted.py").write_text(code, "utf-8")
    done = subprocess.run(
        [sys.executable, "pasted.py"], capture_output=True, encoding="utf-8", cwd=folder
    )
    assert not done.stderr
    return done.stdout


FILES = [
    "random.py", "types.py", "06.py", "my-engine.py", "sub/engine.py", "sub/json.py",
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_any_name_is_marked_and_its_example_runs(tmp_path, monkeypatch, file):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(re.sub(r"\bValue\b", "Var", WRONG))
    monkeypatch.chdir(tmp_path)
    with Worker(f"{file}:Var", {}, draws=False) as worker:
        told = worker.check("node_used_twice_by_one_operation", 20)
    assert (told["status"], told["message"]) == (
        FAILED,
        "the derivative with respect to a is 1.0; it should be 2.0",
    )
    code = told["example"]["python"]
    assert "a = Var(3.0)" in code
    assert run(code, tmp_path) == "a.grad = 1.0\n"


@pytest.mark.parametrize("run_as", [["-P", "-m", "autograd_mini"], None], ids=["-P -m", "command"])
def test_the_command_is_not_confused_by_files_beside_an_engine(tmp_path, run_as):
    if run_as and sys.version_info < (3, 11):
        pytest.skip("no -P before Python 3.11")
    for name in ("random.py", "types.py", "string.py", "json.py", "queue.py", "enum.py"):
        (tmp_path / name).write_text("raise RuntimeError('this is not the module of Python')")
    (tmp_path / "random.py").write_text("import types, json\n" + RIGHT)
    script = shutil.which("autograd-mini", path=str(Path(sys.executable).parent))
    if not run_as and not script:
        pytest.skip("the command is not installed")
    command = [sys.executable, *run_as] if run_as else [script]
    arguments = ["conform", "random.py", "--only", "derivative_of_mul", "whole_numbers"]
    done = subprocess.run(
        [*command, *arguments], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert "2 passed, 0 failed, 0 not supported" in done.stdout, done.stderr


def test_a_package_with_relative_imports(tmp_path, monkeypatch):
    for folder, init in (("pack", True), ("without-init", False)):
        (tmp_path / folder).mkdir()
        if init:
            (tmp_path / folder / "__init__.py").write_text("")
        (tmp_path / folder / "base.py").write_text(RIGHT)
        (tmp_path / folder / "engine.py").write_text("from .base import Value\n")
    monkeypatch.chdir(tmp_path)
    for name in ("pack/engine.py", "pack.engine:Value", "without-init/engine.py:Value"):
        with Worker(name, {}, draws=False) as worker:
            assert worker.check("result_by_itself", 20)["status"] == PASSED
    told = import_line("without-init/engine.py", ["Value"]) + "\nprint(Value(1.0).data)"
    assert run(told, tmp_path) == "1.0\n"


def test_a_file_finds_those_beside_it(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "helper.py").write_text(RIGHT)
    (tmp_path / "sub" / "engine.py").write_text("from helper import Value\n")
    monkeypatch.chdir(tmp_path)
    with Worker("sub/engine.py", {}, draws=False) as worker:
        assert worker.check("result_by_itself", 20)["status"] == PASSED


# An engine, the file in which its class stands, and what else there is.
READ = [
    ("engine.py", "engine.py", {}),
    ("engine.py", "nodes.py", {"engine.py": "from nodes import Value\n"}),
    ("mine/engine.py", "mine/nodes.py",
     {"mine/__init__.py": "", "mine/engine.py": "from mine.nodes import Value\n"}),
    ("mine/engine.py", "mine/nodes.py", {"mine/engine.py": "from .nodes import Value\n"}),
    ("mine.engine:Value", "mine/engine.py", {"mine/__init__.py": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("engine", "file", "others"), READ)
def test_what_is_in_a_file_now_is_what_is_judged(tmp_path, monkeypatch, engine, file, others):
    """Python takes what it has kept of a file for another one of the same size and second."""
    monkeypatch.chdir(tmp_path)
    written = tmp_path / file
    written.parent.mkdir(exist_ok=True)
    for name, content in others.items():
        (tmp_path / name).write_text(content, "utf-8")
    second = 1e9, 1e9
    written.write_text(RIGHT.replace("Value", "Valve"), "utf-8")
    os.utime(written, second)
    py_compile.compile(str(written))  # as when a learner imports it
    kept = set(tmp_path.rglob("*.pyc"))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    written.write_text(RIGHT, "utf-8")
    os.utime(written, second)
    Worker(engine, {}, draws=False).close()
    assert set(tmp_path.rglob("*.pyc")) == kept


def test_the_code_of_a_notebook(tmp_path, monkeypatch):
    cells = [
        "%matplotlib inline\n!pip install torch\nimport math",
        "%%html\n<b>no Python</b>",
        RIGHT,
        "Value?\nundefined_name",
        "display(Value(2.0))\ninput('more? ')",
    ]
    (tmp_path / "hw 1.ipynb").write_text(notebook(*cells))
    monkeypatch.chdir(tmp_path)
    with Worker("hw 1.ipynb", {}, draws=False) as worker:
        assert worker.check("result_by_itself", 20)["status"] == PASSED
    wrong = WRONG.replace("parent.grad = self.grad * partial", "parent.grad = 1 / 0")
    (tmp_path / "hw 1.ipynb").write_text(notebook("import math", wrong))
    with Worker("hw 1.ipynb:Value", {}, draws=False) as worker:
        told = worker.check("unreachable_input", 20)
    assert told["message"].startswith(
        "it raises ZeroDivisionError: division by zero (hw 1.ipynb, cell 2"
    )
    assert 'Value = load("hw 1.ipynb:Value")' in told["example"]["python"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("there.py:Valve", "class Value: pass", "class Valve; it has Value: write there.py:Value"),
        ("nowhere.py", None, "there is no file nowhere.py"),
        ("there", "", "'there' names no engine; write there.py:Value"),
        ("sub/there:Value", None, "sub/there is no module; write the file: sub/there/FILE.py"),
        ("there.py", "class Value(:", "there.py cannot be imported (SyntaxError: "),
        ("there.py", "import sys; sys.exit('bye')", "calls sys.exit('bye') when imported: put"),
        ("there.py", "input('lr? ')", "asks for input when imported: put that under `if"),
        ("there.py", "open('data.csv')", "there.py cannot be imported (FileNotFoundError: "),
        ("hw.ipynb", "{}", "hw.ipynb cannot be imported (ValueError: it is no notebook"),
        ("hw.ipynb", notebook("x = y"), "no class Value; its cell 1 fails (NameError: name 'y'"),
        ("json/there.py", "from . import x", "folder json is called as a module of Python; rename"),
    ],
)  # fmt: skip
def test_what_a_learner_got_wrong_is_one_sentence(tmp_path, monkeypatch, name, content, message):
    file = tmp_path / split(name)[0] if ":" in name or "." in name else tmp_path / f"{name}.py"
    if content is not None:
        file.parent.mkdir(exist_ok=True)
        file.write_text(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys, "path", list(sys.path))
    with pytest.raises(EngineError) as error:
        load(name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
