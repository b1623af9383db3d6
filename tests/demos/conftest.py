"""Demos are imported as where one is run, and run with arguments."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "demos"))


@pytest.fixture
def run_demo(monkeypatch, capsys):
    """A function that runs a demo and returns its exit status and what it has printed."""

    def run(demo, *arguments):
        monkeypatch.setattr(sys, "argv", [f"{demo.__name__}.py", *map(str, arguments)])
        return demo.main(), capsys.readouterr()

    return run


@pytest.fixture
def printed(run_demo, tmp_path):
    """A function that runs a demo, which writes into tmp_path, and returns what it has printed."""

    def run(demo, *arguments):
        status, done = run_demo(demo, "--out", tmp_path, *arguments)
        assert status is None
        return done.out

    return run
