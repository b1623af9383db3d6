"""The command writes its reports whatever happens, and says the same wherever it is run."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograd_mini.__main__ import main
from autograd_mini.testing.conform import processes, wrong_edge
from autograd_mini.testing.conform.verdicts import conform

RIGHT = Path(__file__).parent / "broken_engines" / "right.py"


def command(*arguments):
    return main(["conform", *map(str, arguments)])


def engine(folder, body):
    (folder / "right.py").write_text(RIGHT.read_text("utf-8"))
    (folder / "mine.py").write_text(
        "from right import Value as Right\n"
        f"class Value(Right):\n    def backward(self, seed=1.0):\n        {body}\n"
    )
    return folder / "mine.py"


HOSTILE = r"raise ValueError('\ud800 \x00\x1b]0;x\x07 <b> ]]> \ufffe ' + 'x' * 500_000)"


def test_reports_hold_whatever_an_engine_raises(tmp_path, capsys):
    out = [tmp_path / name for name in ("out.json", "out.xml", "score.json")]
    mine = engine(tmp_path, HOSTILE)
    told = ("--json", out[0], "--junitxml", out[1], "--score", out[2], "--pictures", tmp_path)
    assert command(mine, "--only", "chain_rule", "seed", *told) == 1
    assert "\\ud800" in json.loads(out[0].read_text("utf-8"))["properties"][0]["message"]
    assert len(ET.parse(out[1]).getroot()[0]) == 2
    assert json.loads(out[2].read_text("utf-8"))["score"] == 0.0
    assert max(file.stat().st_size for file in out) < 20_000
    capsys.readouterr()


@pytest.mark.parametrize("option", ["--json", "--junitxml", "--score"])
def test_standard_output_holds_nothing_but_the_report(tmp_path, capsys, option):
    mine = engine(tmp_path, "raise KeyError")
    arguments = [mine, "--only", "chain_rule", "--pictures", tmp_path]
    assert command(*arguments, option, "-") == 1
    printed = capsys.readouterr()
    assert ET.fromstring(printed.out) if option == "--junitxml" else json.loads(printed.out)
    assert "0 passed, 1 failed, 0 not supported" in printed.err


def test_only_one_report_goes_to_standard_output(capsys):
    assert command("autograd_mini:Value", "--json", "-", "--score", "-") == 2
    assert "only one report" in capsys.readouterr().err


def test_a_picture_that_cannot_be_drawn_costs_no_report(tmp_path, capsys, monkeypatch):
    def no_picture(verdict, language):
        raise MemoryError("too large")

    monkeypatch.setattr(wrong_edge, "picture", no_picture)
    mine = engine(tmp_path, "raise KeyError")
    names = ["chain_rule", "derivative_of_add"]
    told = ("--json", tmp_path / "out.json", "--score", tmp_path)
    assert command(mine, "--only", *names, *told, "--pictures", tmp_path) == 2
    printed = capsys.readouterr()
    assert printed.out.count("no picture: too large") == 2
    assert len(json.loads((tmp_path / "out.json").read_text())["properties"]) == 2


def test_an_engine_that_cannot_be_imported_has_reports_too(tmp_path, capsys):
    (tmp_path / "mine.py").write_text("import nowhere")
    for option, file in (("--json", "a.json"), ("--score", "b.json"), ("--junitxml", "c.xml")):
        assert command(tmp_path / "mine.py", option, tmp_path / file) == 2
    said = "ModuleNotFoundError: No module named 'nowhere'"
    message = f"cannot be imported ({said}; line 1): import nowhere"
    assert message in json.loads((tmp_path / "a.json").read_text())["error"]
    score = json.loads((tmp_path / "b.json").read_text())
    assert (score["score"], message in score["output"]) == (0.0, True)
    (case,) = ET.parse(tmp_path / "c.xml").getroot()[0]
    assert message in case[0].get("message")
    assert capsys.readouterr().out == ""


def test_the_same_examples_in_every_folder(tmp_path, monkeypatch):
    """Hypothesis likes to draw constants of the modules in the current folder."""
    found = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        mine = engine(tmp_path / folder, "Right.backward(self, seed + (self.data > 3))")
        constants = ", ".join(str(3.0625 + i / 64) for i in range(50))
        mine.write_text(f"LOCAL = [{constants if folder == 'b' else ''}]\n{mine.read_text()}")
        monkeypatch.chdir(tmp_path / folder)
        (verdict,) = conform(str(mine), only=["chain_rule"])
        found.append((verdict.message, verdict.example.program, verdict.example.numbers))
    assert len(set(map(str, found))) == 1
    assert not [p for p in tmp_path.rglob("*") if ".hypothesis" in p.name]


def test_the_command_says_the_same_of_an_engine_on_a_busy_machine(tmp_path):
    """What is limited is the time in which an engine computes; here it waits more than that."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("the system does not say how long a process has only waited")
    mine = engine(tmp_path, "import time; time.sleep(1.2); Right.backward(self, seed)")
    verdicts = conform(str(mine), only=["values_stay"], seconds=1)
    assert [v.status for v in verdicts] == ["passed"]


def test_python_has_no_need_of_the_current_folder(tmp_path):
    """The process of an engine finds this package though files beside it are called the same."""
    (tmp_path / "autograd_mini.py").write_text("raise RuntimeError")
    (tmp_path / "hypothesis.py").write_text("raise RuntimeError")
    engine(tmp_path, "Right.backward(self, seed)")
    code = (
        "import sys; sys.path.remove(''); from autograd_mini.testing.conform.verdicts import "
        "conform; print([v.status for v in conform('mine.py', only=['chain_rule'])])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert done.stdout == "['passed']\n", done.stderr
    assert processes.PATIENCE >= 3
