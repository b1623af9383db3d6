"""What a teacher gives out works where it is used: pytest, Gradescope, Otter, nbgrader."""

import doctest
import importlib.util
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograd_mini.__main__ import main as autograd_mini
from autograd_mini.elementary import TABLE
from autograd_mini.testing import check_property
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.properties.chinese import sentence
from autograd_mini.testing.course import handout as written
from autograd_mini.testing.course.stages import STAGES, judged

ENGINES = Path(__file__).parents[3] / "demos" / "engines"
WHOLE = (ENGINES / "correct.py").read_text("utf-8")
numbers = range(1, len(STAGES) + 1)


def loaded(path):
    """Return the module of a file."""
    spec = importlib.util.spec_from_file_location(path.stem + "_of_a_handout", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_stages_name_what_there_is_and_none_twice():
    named = [name for stage in STAGES for name in stage.properties]
    assert len(set(named)) == len(named)
    assert set(named) <= set(PROPERTIES)
    assert {op for stage in STAGES for op in stage.operations} <= set(TABLE)
    for number in numbers[1:]:
        assert set(judged(number - 1)) < set(judged(number))
    for wrong in (0, len(STAGES) + 1):
        with pytest.raises(ValueError, match=f"there are stages 1 … {len(STAGES)}, and no {wrong}"):
            judged(wrong)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("stage", numbers)
def test_a_starter_has_everything_but_what_is_to_be_written(stage, language, tmp_path):
    path = tmp_path / "engine.py"
    path.write_text(written.starter(stage, language), "utf-8")
    module = loaded(path)
    assert module.Value(2).data == 2.0
    with pytest.raises(NotImplementedError):
        module.Value(2).backward()
    with pytest.raises(AssertionError):
        check_property(module.Value, "derivative_of_mul")


def test_tests_say_what_they_are_about_in_the_language_of_the_handout():
    for stage in numbers:
        english, chinese = (written.tests(stage, language) for language in ("en", "zh"))
        for text, said in ((english, lambda name: PROPERTIES[name].sentence), (chinese, sentence)):
            for name in judged(stage):
                assert f'    # {said(name)}\n    "{name}",\n' in text


@pytest.mark.slow
def test_a_starter_passes_none_of_its_tests_and_a_whole_engine_all(tmp_path):
    paths = written.handout(tmp_path, 1)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "engine.py", "test_engine.py", "autograder.zip", "tests/engine.py", "nbgrader_tests.py",
    ]  # fmt: skip
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_engine.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert f"{len(judged(1))} failed" in done.stdout, done.stdout
    (tmp_path / "engine.py").write_text(WHOLE, "utf-8")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert f"{len(judged(1))} passed" in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Gradescope's scripts are for Linux")
def test_gradescopes_archive_is_unpacked_and_run(tmp_path):
    (tmp_path / "source").mkdir()
    written.handout(tmp_path / "given", 1)
    with zipfile.ZipFile(tmp_path / "given" / "autograder.zip") as archive:
        archive.extractall(tmp_path / "source")
        modes = [archive.getinfo(name).external_attr for name in ("run_autograder", "setup.sh")]
    assert all(mode >> 16 == 0o755 for mode in modes)
    assert written.autograder(1) == (tmp_path / "given" / "autograder.zip").read_bytes()
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "engine.py").write_text(
        WHOLE.replace("self.grad +=", "self.grad ="), "utf-8"
    )
    environment = {**os.environ, "AUTOGRADER": str(tmp_path), "PYTHONPATH": ""}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", str(tmp_path / "source" / "run_autograder")],
        capture_output=True, encoding="utf-8", env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "results" / "results.json").read_text("utf-8"))
    assert [test["name"].partition(":")[0] for test in results["tests"]] == judged(1)
    assert results["score"] == sum(test["score"] for test in results["tests"])


@pytest.mark.parametrize("name", ["correct", "classic_mistakes"])
def test_otters_cases_are_doctests(name, tmp_path):
    engine = loaded(ENGINES / f"{name}.py")
    scope: dict[str, object] = {}
    exec(compile(written.otter(2), "engine.py", "exec"), scope)
    assert scope["OK_FORMAT"] is True
    (suite,) = scope["test"]["suites"]
    failed = []
    for case in suite["cases"]:
        parsed = doctest.DocTestParser().get_doctest(
            case["code"], {"Value": engine.Value}, case["success_message"], None, 0
        )
        result = doctest.DocTestRunner(verbose=False).run(parsed, out=lambda _: None)
        if result.failed:
            failed.append(case["failure_message"].partition(":")[0])
    assert len(suite["cases"]) == len(judged(2))
    assert bool(failed) is (name != "correct")


def test_nbgraders_cell_runs_below_the_class():
    def run_below(name):
        value = loaded(ENGINES / f"{name}.py").Value
        exec(compile(written.nbgrader(2), "cell", "exec"), {"Value": value})

    run_below("correct")
    with pytest.raises(AssertionError, match=r"FAILED \w+"):
        run_below("classic_mistakes")


def test_check_property_says_what_is_wrong():
    value = loaded(ENGINES / "classic_mistakes.py").Value
    with pytest.raises(AssertionError, match=r"(?s)FAILED node_used_twice.*should be"):
        check_property(value, "node_used_twice_by_one_operation")
    with pytest.raises(ValueError, match="no property is called 'chain'; there are derivative"):
        check_property(value, "chain")


def test_a_property_that_would_take_for_ever_is_ended():
    value = loaded(ENGINES / "classic_mistakes.py").Value  # which sends along each path
    with pytest.raises(AssertionError, match=r"(?s)FAILED many_paths.*after 1,000,000 steps"):
        check_property(value, "many_paths")


def test_the_command(tmp_path, capsys):
    assert autograd_mini(["handout", str(tmp_path), "--stage", "3", "--language", "zh"]) == 0
    *printed, following = capsys.readouterr().out.splitlines()
    assert [Path(line.split("  ")[0]).is_file() for line in printed] == [True] * 5
    assert all(re.search("  [^ ].*[\u4e00-\u9fff]", line) for line in printed)  # what it is
    assert "python -m pytest test_engine.py" in following
    assert "第 3 阶段" in (tmp_path / "engine.py").read_text("utf-8")
    assert autograd_mini(["handout", str(tmp_path), "--stage", "6"]) == 2
    assert "there are stages 1 … 5, and no 6" in capsys.readouterr().err
    assert autograd_mini(["handout", str(tmp_path / "engine.py"), "--stage", "1"]) == 2
    assert "engine.py" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["engine.py", "tests/engine.py", "autograder.zip"])
def test_nothing_that_somebody_has_changed_is_overwritten(tmp_path, capsys, name):
    def content():
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert autograd_mini(["handout", str(tmp_path)]) == 0
    first = content()
    assert autograd_mini(["handout", str(tmp_path)]) == 0  # the same once more does no harm
    assert content() == first
    (tmp_path / name).write_bytes(b"# with what I say to my class")
    (tmp_path / "nbgrader_tests.py").unlink()
    changed = content()
    capsys.readouterr()
    assert autograd_mini(["handout", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{tmp_path / name} is there already") and "another folder" in said
    assert content() == changed
