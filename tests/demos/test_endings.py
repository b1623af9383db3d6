"""A demo whose output nobody reads to its end, as in `python demos/derive.py | head -1`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DEMOS = Path(__file__).parents[2] / "demos"
# Those that tell a lesson in about a second.
QUICK = ["delta_flow", "derive", "step_through", "why_topological_order"]


@pytest.mark.parametrize("name", QUICK)
def test_it_ends_without_a_word_where_its_output_is_no_longer_read(name, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-u", DEMOS / f"{name}.py"],  # -u: each line is written at once
        stdout=writing, stderr=subprocess.PIPE, cwd=tmp_path, encoding="utf-8",
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_demo_ends_so():
    ends = {}
    for path in DEMOS.glob("*.py"):
        end = re.search(
            r'^if __name__ == "__main__":\n((?:    .*\n)+)', path.read_text("utf-8"), re.M
        )
        if end:
            ends[path.stem] = end[1].strip()
    assert ends.pop("make_notebooks") == "sys.exit(main())"  # no demo, but what makes two of them
    assert len(ends) >= 12 and set(ends.values()) == {"sys.exit(ended(main))"}
