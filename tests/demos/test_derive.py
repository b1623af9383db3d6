"""The demo that prints the derivation of backpropagation."""

import subprocess
import sys
from pathlib import Path

import pytest

DEMOS = Path(__file__).parents[2] / "demos"


def run(*arguments):
    command = [sys.executable, str(DEMOS / "derive.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_committed_derivation_is_the_one_the_demo_prints(language):
    done = run("--language", language, "--format", "markdown")
    assert done.returncode == 0, done.stderr
    committed = (DEMOS / f"derivation.{language}.md").read_text("utf-8")
    assert done.stdout.splitlines() == committed.splitlines()


def test_another_flower_as_text():
    done = run("--sample", 120, "--hidden", 2, "--rate", 1)
    assert done.returncode == 0, done.stderr
    assert "3 layers of 4-2-3 units" in done.stdout
    assert "y_3 = 1" in done.stdout
    assert "learning rate η = 1 times" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sample", 151], "there is no 151"),
        (["--hidden", 200], "too large to read: a network of 207 units and 1,603 weights"),
    ],
)
def test_what_it_refuses(arguments, message):
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
