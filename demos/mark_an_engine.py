"""Marks three engines: a correct one, one with the classic mistakes, and micrograd.

    python demos/mark_an_engine.py

This is what `autograd-mini conform FILE.py:Value` prints, for each of them.  micrograd is marked
if it is installed (python -m pip install ".[bench]").  What was found in some engines that many
people use is in engines/FINDINGS.md.
"""

import importlib.util
import sys
from pathlib import Path

from autograd_mini.__main__ import ended
from autograd_mini.__main__ import main as autograd_mini

ENGINES = Path(__file__).parent / "engines"


def main() -> int:
    """Print the three tables; return 0 if the correct engine passes and the other is caught."""
    engines = [f"{ENGINES / 'correct.py'}:Value", f"{ENGINES / 'classic_mistakes.py'}:Value"]
    if importlib.util.find_spec("micrograd"):
        engines.append("micrograd.engine:Value")
    statuses = []
    for engine in engines:
        statuses.append(autograd_mini(["conform", engine, *sys.argv[1:]]))
        print("\n")
    if len(engines) < 3:
        print('micrograd is not installed: python -m pip install ".[bench]"')
    return 0 if statuses[:2] == [0, 1] else 1


if __name__ == "__main__":
    sys.exit(ended(main))
