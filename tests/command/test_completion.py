"""What a shell completes: a program of its own, asked as the shell code of argcomplete asks it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograd_mini import __main__
from autograd_mini.exercises.kinds import KINDS

PROGRAM = [sys.executable, "-m", "autograd_mini"]
needs_argcomplete = pytest.mark.skipif(
    subprocess.run([sys.executable, "-c", "import argcomplete"], capture_output=True).returncode,
    reason="needs argcomplete",
)


def completed(line, folder, **environment):
    """Return what may follow a line; argcomplete writes it to a file in place of descriptor 8."""
    answer = folder / "answer"
    answer.touch()
    done = subprocess.run(
        PROGRAM,
        env={
            **os.environ, "_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n", "COMP_LINE": line,
            "COMP_POINT": str(len(line)), "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
            **environment,
        },
        capture_output=True,
        cwd=folder,
    )  # fmt: skip
    return done, set(answer.read_text("utf-8").replace("\n", " ").split())


@needs_argcomplete
@pytest.mark.parametrize(("line", "answers", "others"), [
    ("autograd-mini ", {"draw", "exercise", "train", "conform", "derivation"}, {"--kind"}),
    ("autograd-mini exercise --le", {"--level"}, {"--seed"}),
    ("autograd-mini exercise --language ", {"en", "zh"}, {"fr"}),
    ("autograd-mini exercise --kind ", {*KINDS, "all"}, {"grad"}),
    ("autograd-mini exercise -o she", {"sheet.html"}, {"other"}),
])  # fmt: skip
def test_commands_options_and_files_are_completed(tmp_path, line, answers, others):
    (tmp_path / "sheet.html").touch()
    (tmp_path / "other").touch()
    done, found = completed(line, tmp_path)
    assert done.returncode == 0 and done.stdout == b""
    assert found >= answers and not found & others


@needs_argcomplete
@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes_with_the_line_of_the_page(tmp_path):
    program = tmp_path / "autograd-mini"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m autograd_mini "$@"\n')
    program.chmod(0o755)
    register = (
        "from argcomplete.shell_integration import shellcode; print(shellcode(['autograd-mini']))"
    )
    script = f"""
eval "$("{sys.executable}" -c "{register}")"
complete -p autograd-mini >&2
COMP_LINE="autograd-mini exercise --la" COMP_POINT=27 COMP_TYPE=9
_python_argcomplete autograd-mini
printf '%s' "${{COMPREPLY[*]}}"
"""
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc"], input=script, capture_output=True, text=True,
        env={**os.environ, "PATH": path},
    )  # fmt: skip
    assert "_python_argcomplete autograd-mini" in done.stderr
    assert done.stdout.split() == ["--language"]


def test_it_costs_nothing_when_no_shell_asks():
    program = (
        "import sys\nfrom autograd_mini.__main__ import main\n"
        "main(['table'])\nprint('argcomplete' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.stdout.endswith("\nFalse\n")


def test_without_argcomplete_a_shell_gets_no_answer(monkeypatch, capsys):
    monkeypatch.setenv("_ARGCOMPLETE", "1")
    monkeypatch.setitem(sys.modules, "argcomplete", None)
    with pytest.raises(SystemExit) as end:
        __main__.main([])
    assert end.value.code == 2 and capsys.readouterr().out == ""


def test_the_mark_that_completion_of_all_programs_looks_for():
    assert "PYTHON_ARGCOMPLETE_OK" in Path(__main__.__file__).read_text("utf-8")[:1024]
