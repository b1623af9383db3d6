"""Whoever has an older Python than the package needs is told so, and nothing more puzzling."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "pyproject.toml"


def test_the_project_names_one_oldest_python():
    text = PROJECT.read_text("utf-8")
    assert re.search(r'^requires-python = ">=3\.10"$', text, re.MULTILINE)
    assert re.search(r'^target-version = "py310"$', text, re.MULTILINE)
    assert re.search(r'^python_version = "3\.10"$', text, re.MULTILINE)
    # Else an older pip says that there is no pygraphviz instead.
    assert re.search(r"^ *\"pygraphviz[^;]*; python_version >= '3\.10' and ", text, re.MULTILINE)


@pytest.mark.parametrize(("version", "refused"), [((3, 9, 99), True), ((3, 10, 0), False)])
def test_in_a_checkout_the_import_says_it(version, refused):
    """What an older Python does is played by its number: nothing else is looked at before it."""
    code = f"import sys; sys.version_info = {version}\nimport autograd_mini"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8"
    )
    last = done.stderr.strip().splitlines()[-1:]
    assert (last == ["ImportError: autograd_mini needs Python 3.10 or newer"]) == refused
