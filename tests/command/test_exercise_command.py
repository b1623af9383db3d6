"""`autograd-mini exercise`: what it prints, writes, refuses, and ends with."""

import errno
import json
import subprocess
import sys

import pytest

from autograd_mini.__main__ import main
from autograd_mini.command import exercise as command
from autograd_mini.exercises import exercise, sheet
from autograd_mini.exercises.kinds import KINDS
from autograd_mini.exercises.sheets import FORMATS


def run(capsys, *arguments):
    status = main(["exercise", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_without_a_file_it_is_printed(capsys):
    status, out, err = run(capsys, "--kind", "twice", "--count", 2, "--seed", 7, "--level", 2)
    assert (status, err) == (0, "") and out == sheet("twice", level=2, count=2, seed="7").text()
    keyed = run(capsys, "--kind", "twice", "--count", 2, "--seed", 7, "--level", 2, "--answers")[1]
    assert keyed.startswith(out.rstrip()) and "Answers" in keyed and "Answers" not in out
    assert "第 1 题" in run(capsys, "--count", 1, "--language", "zh")[1]
    with pytest.raises(SystemExit):
        run(capsys, "--language", "fr")


def test_the_kinds_are_those_that_there_are(capsys):
    assert tuple(KINDS) == command.KINDS
    out = run(capsys, "--kind", "all", "--count", len(KINDS), "--json", "-")[1]
    assert [task["kind"] for task in json.loads(out)[0]["exercises"]] == list(KINDS)
    # "all" means all of them, each once, whatever stands beside it.
    beside = ["--kind", "all", "chain", "--count", len(KINDS), "--json", "-"]
    assert run(capsys, *beside)[1] == run(capsys, "--kind", "chain", "all", *beside[3:])[1] == out


def test_json_is_all_that_an_exercise_holds(capsys, tmp_path):
    path = tmp_path / "sheet.json"
    status, out, _ = run(capsys, "--kind", "mistake", "chain", "--count", 2, "--json", path)
    assert status == 0 and out.startswith("Exercises on the chain rule")
    (told,) = json.loads(path.read_text("utf-8"))
    choice, number = (task["questions"][0] for task in told["exercises"])
    made = exercise("chain", "0-1-2")
    assert number["answer"] == str(made.questions[0].answer) and number["options"] == []
    assert [w["mistake"] for w in number["wrong"]] == [w.mistake for w in made.questions[0].wrong]
    assert len(choice["options"]) == 4


def test_json_of_a_derivation_is_its_solution(capsys):
    out = run(capsys, "--kind", "derivation", "--count", 1, "--json", "-")[1]
    ((task,),) = [sheet["exercises"] for sheet in json.loads(out)]
    made = exercise("derivation", "0-1-1")
    assert task["questions"] == [] and made.mark(task["solution"]).complete
    assert task["text"] == str(made)


@pytest.mark.parametrize("ending", [*FORMATS, ".moodle.xml", ".HTML"])
def test_the_ending_is_the_format(capsys, tmp_path, ending):
    path = tmp_path / f"sheet{ending}"
    assert run(capsys, "--count", 1, "-o", path) == (0, f"{path}\n", "")
    assert path.read_bytes() == sheet("chain", count=1, seed="0").document(path)


def test_json_on_standard_output_leaves_no_file_out(capsys, tmp_path):
    path = tmp_path / "s.md"
    out = run(capsys, "--count", 1, "--json", "-", "-o", path)[1]
    assert len(json.loads(out)) == 1 and path.read_text("utf-8")
    status, _, err = run(capsys, "--count", 1, "--json", tmp_path / "t.md", "-o", tmp_path / "t.md")
    assert status == 2 and "--json and -o are the same file" in err
    assert not (tmp_path / "t.md").exists()


def test_each_student_has_a_sheet_of_their_own(capsys, tmp_path):
    status, out, _ = run(capsys, "--count", 2, "--students", 10, "-o", tmp_path / "s.moodle.xml")
    names = [f"s-{number:02}.moodle.xml" for number in range(1, 11)]
    assert status == 0 and out.splitlines() == [str(tmp_path / name) for name in names]
    assert len({(tmp_path / name).read_bytes() for name in names}) == 10
    one = tmp_path / "one.moodle.xml"
    run(capsys, "--count", 2, "--student", 7, "-o", one)
    assert one.read_bytes() == (tmp_path / names[6]).read_bytes()


@pytest.mark.parametrize(("arguments", "words"), [
    (["--kind", "bogus"], "kind is one of 'local', 'chain', "),
    (["--kind", "all", "bogus"], "'derivation', 'all', not 'bogus'"),
    (["--level", "0"], "level is a whole number from 1 to 3, not 0"),
    (["--count", "0"], "count is a whole number from 1 to 200, not 0"),
    (["--count", "9" * 30], "count is a whole number from 1 to 200"),
    (["--students", "0", "-o", "a.md"], "students is a whole number from 1 to 1000, not 0"),
    (["--students", "3"], "say where by -o sheet.html"),
    (["--students", "3", "--student", "1"], "give one"),
    (["--student", "2000"], "student is a whole number from 1 to 1000, not 2000"),
    (["--seed", "\x07"], "seed is from 1 to 70 characters that can be printed"),
    (["-o", "a.doc"], "'a.doc' says no format that there is; there are .html, .md"),
    (["-o", "a"], "'a' says no format that there is"),
    (["-o", "file/a.md"], "file"),
])  # fmt: skip
def test_errors_are_one_sentence_and_2(capsys, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("no folder")
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "") and words in err and len(err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_leaves_nothing_half_written(capsys, tmp_path, monkeypatch):
    def full(path, content):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(command, "write", full)
    status, out, err = run(capsys, "--count", 1, "-o", tmp_path / "a.md")
    assert (status, out) == (2, "") and "No space left on device" in err
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_ends_with_130_and_no_file(capsys, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("autograd_mini.exercises.sheets.exercise", interrupted)
    assert run(capsys, "-o", tmp_path / "a.md")[0] == 130
    assert list(tmp_path.iterdir()) == []


def test_help_has_examples_and_is_quick():
    program = (
        "import sys\nfrom autograd_mini.__main__ import main\n"
        "try:\n    main(['exercise', '--help'])\nfinally:\n"
        "    print('autograd_mini.exercises' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "-o sheet.html" in done.stdout and done.stdout.endswith("False\n")
