"""The command derivation, through the real entry point."""

import json
import subprocess
import sys

import pytest

from autograd_mini.__main__ import main
from autograd_mini.command import derivation as command
from autograd_mini.derivations.marking import LOSSES
from autograd_mini.derivations.writing import NOTATIONS

AUTOGRAD_MINI = [sys.executable, "-m", "autograd_mini", "derivation"]


def run(*arguments, lines="", **options):
    return subprocess.run(
        [*AUTOGRAD_MINI, *arguments],
        input=lines.encode(),
        capture_output=True,
        timeout=60,
        **options,
    )


def called(capsys, *arguments):
    status = main(["derivation", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_lines_come_from_standard_input():
    done = run("--sizes", "2,2,1", "--no-bias", lines="delta3 = a3 - y\n\n# next\ndelta2 = theta2")
    assert done.returncode == 1 and done.stderr == b""
    told = done.stdout.decode().splitlines()
    assert told[0] == "1  right  delta3 = a3 - y" and told[1] == "4  wrong  delta2 = theta2"
    assert told[2].startswith("Line 4 is wrong: δ2 has 2 entries, but this line gives 1 × 2.")


def test_a_line_that_cannot_be_read_ends_with_2():
    done = run("--language", "zh", lines="delta3 = a3 − yy")
    assert done.returncode == 2 and done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "第 1 行：没有叫 yy 的量；是不是 y？", "    delta3 = a3 − yy", "                  ^^",
    ]  # fmt: skip


def test_a_solution_is_a_derivation(capsys, tmp_path):
    path = tmp_path / "lines.txt"
    for notation in NOTATIONS:
        _, lines, _ = called(capsys, "--sizes", "2,3,2", "--solution", notation)
        path.write_bytes(b"\xef\xbb\xbf" + lines.replace("\n", "\r\n").encode())
        status, out, _ = called(capsys, path, "--sizes", "2,3,2", "--seed", 5)
        assert status == 0 and "All 4 lines are right" in out
    assert "2-3-2" in called(capsys, "--exercise", "--sizes", "2,3,2")[1]
    assert "二" not in called(capsys, "--exercise", "--language", "zh")[1]


def test_json(capsys, tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("delta3 = y - a3", "utf-8")
    status, out, _ = called(capsys, path, "--json", "-", "--sizes", "2,2,1")
    told = json.loads(out)
    assert status == 1 and (told["wrong"], told["mistake"]) == (1, "sign-turned")
    assert told["lines"] == [{"number": 1, "text": "delta3 = y - a3", "verdict": "wrong"}]
    assert told["found"] == -told["right"] and told["entry"] == [1]
    status, out, _ = called(capsys, path, "--json", tmp_path / "told.json", "--sizes", "2,2,1")
    assert "The sign is turned" in out
    assert json.loads((tmp_path / "told.json").read_text("utf-8")) == told
    assert json.loads(called(capsys, "--exercise", "--json", "-")[1])["solution"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sizes", "4"], "--sizes '4': write the units of each layer, as in --sizes 4,5,3"),
        (["--sizes", "2,x"], "--sizes '2,x'"),
        (["--sizes", "0,2"], "every layer has one unit or more"),
        (["--sizes", "99,99,9"], "weights; there may be 2,000 here"),
        (["--activation", "hill", "--exercise"], "no activation is called 'hill'"),
        (["/nowhere/lines.txt"], "No such file"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(capsys, monkeypatch, arguments, said):
    monkeypatch.setattr(
        command, "lines_of", command.lines_of if "/" in arguments[0] else lambda _: ""
    )
    status, out, err = called(capsys, *arguments)
    assert (status, out) == (2, "") and said in err and len(err.splitlines()) == 1


def test_files_that_are_no_derivation(capsys, tmp_path):
    path = tmp_path / "lines"
    for content, said in (
        (b"\xff\xfe", "is no text in UTF-8"),
        (b"a" * 10**6 + b"b", "has more than"),
    ):
        path.write_bytes(content)
        assert said in called(capsys, path)[2]


def test_the_choices_are_those_of_the_package():
    assert command.NOTATIONS == NOTATIONS and set(command.LOSSES) <= set(LOSSES)


def test_help_has_examples():
    done = run("--help")
    assert (
        done.returncode == 0 and b"autograd-mini derivation lines.txt --sizes 4,5,3" in done.stdout
    )
