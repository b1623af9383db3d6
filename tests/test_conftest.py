"""Where NOTHING_SKIPPED is set, what is skipped fails: a test, and a module as a whole."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# How tests here are skipped; in each file is one that is, by a library that is not there.
WAYS = {
    "module": "pytest.importorskip('LIBRARY')\ndef test_it(): pass\n",
    "test": "def test_it(): pytest.importorskip('LIBRARY')\n",
    "fixture": "@pytest.fixture\ndef it(): pytest.importorskip('LIBRARY')\ndef test_it(it): pass\n",
    "mark": "@pytest.mark.skip(\"could not import 'LIBRARY'\")\ndef test_it(): pass\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with tests that are skipped for want of torch, and of another library."""
    made = tmp_path_factory.mktemp("skipped")
    text = (TESTS / "conftest.py").read_text("utf-8")
    (made / "conftest.py").write_text(f"{text}\nimport sys\nsys.modules['torch'] = None\n", "utf-8")
    for library in ("torch", "no_such_library"):
        for way, code in WAYS.items():
            code = f"import pytest\n{code.replace('LIBRARY', library)}"
            (made / f"test_{way}_{library}.py").write_text(code, "utf-8")
    return made


def outcomes(folder, **environment):
    """Return the exit status of pytest in a folder, and what it says of each file."""
    kept = {name: value for name, value in os.environ.items() if name != "NOTHING_SKIPPED"}
    paths = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider",
            "--continue-on-collection-errors",
        ],
        env={**kept, "PYTHONPATH": paths, **environment}, cwd=folder,
        stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    found = re.findall(r"^(FAILED|ERROR|SKIPPED) (?:\[1\] )?test_(\w+)\.py", done.stdout, re.M)
    return done.returncode, {name: said for said, name in found}


def test_what_is_skipped_fails_where_nothing_may_be_skipped_but_torch(folder):
    status, found = outcomes(folder, NOTHING_SKIPPED="1")
    assert status == 1
    # What fails before a test has begun is an error in pytest's words.
    failed = {"module": "ERROR", "test": "FAILED", "fixture": "ERROR", "mark": "ERROR"}
    assert found == {
        **{f"{way}_no_such_library": failed[way] for way in WAYS},
        **{f"{way}_torch": "SKIPPED" for way in WAYS},
    }


def test_it_is_skipped_elsewhere(folder):
    status, found = outcomes(folder)
    assert status == 0
    assert list(found.values()) == ["SKIPPED"] * 2 * len(WAYS)
