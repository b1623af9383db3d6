"""The entry point: what happens to a command whose streams are closed, full, or no longer read."""

import signal
import subprocess
import sys

import pytest

from autograd_mini.__main__ import ended, main
from autograd_mini.command import commands

COMMAND = f"env -u PYTHONUNBUFFERED {sys.executable} -m autograd_mini"


@pytest.mark.skipif(sys.platform != "linux", reason="of /dev/full, and of a shell")
@pytest.mark.parametrize(
    ("line", "status", "says"),
    [
        (f"{COMMAND} table --json - >/dev/full", 2, "No space left on device\n"),
        (f"{COMMAND} --help >/dev/full", 2, "No space left on device\n"),
        (f"{COMMAND} table --json - >&-", 0, ""),
        (f"{COMMAND} exercise --count 1 >&-", 0, ""),
        (f"{COMMAND} derivation --sizes 1,1 <&- >&-", 1, ""),
        (f"({COMMAND} table --json -; echo $? >&2) | true", 0, "0\n"),
    ],
)
def test_streams_that_are_full_or_closed(line, status, says):
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True)
    assert done.returncode == status and done.stderr.endswith(says)
    assert done.stderr.count("\n") == says.count("\n")


def test_ctrl_c_ends_with_130_wherever_it_comes(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("argparse.ArgumentParser.parse_args", interrupted)
    assert main(["table"]) == 130


def test_a_demo_ends_as_a_command_does(capsys, tmp_path):
    assert [ended(lambda status=status: status) for status in (None, 0, 3)] == [0, 0, 3]
    assert ended(lambda: signal.raise_signal(signal.SIGINT)) == 130
    # A file that cannot be written is not called standard output.
    path = tmp_path / "no folder" / "x.svg"
    assert ended(lambda: path.write_text("")) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1) and err.startswith(f"{path}: ")
    with pytest.raises(ZeroDivisionError):
        ended(lambda: 1 // 0)


def test_a_fault_of_ours_is_not_hidden(monkeypatch):
    for error in (TypeError, RuntimeError):

        def faulty(*_, error=error):
            raise error("of ours")

        monkeypatch.setattr(commands, "read", faulty)
        with pytest.raises(error):
            main(["grad", "x", "x=1"])


def test_a_picture_that_cannot_be_made_is_one_sentence(monkeypatch, capsys, tmp_path):
    from autograd_mini.draw import render

    def missing(*_, **__):
        raise render.RendererNotFound

    monkeypatch.setattr(render.Drawing, "pipe", missing)
    assert main(["draw", "x", "x=1", "-o", str(tmp_path / "x.svg")]) == 2
    assert "drawing needs Graphviz" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ["grad", "x", "x=1", "--json", "{}/x"],
        ["course", "start", "{}/x"],
        ["handout", "{}/x"],
        ["exercise", "--count", "1", "-o", "{}/x.md"],
        ["bench", "--folder", "{}/x", "--port", "-1"],
        ["bench", "--folder", "{}/x", "--port", "65536"],
    ],
)
def test_what_the_system_says_is_said_without_its_number(capsys, tmp_path, arguments):
    file = tmp_path / "file"
    file.write_text("no folder")
    assert main([word.format(file) for word in arguments]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "Errno" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
