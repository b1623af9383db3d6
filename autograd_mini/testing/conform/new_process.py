"""Code of ours, run on an engine in a new process: `ENGINE NAMES CODE`, as trial.py says."""

import contextlib
import json
import os
import sys

from autograd_mini.testing.conform.engine import Engine


def run(engine_name: str, names: dict[str, str], code: str) -> None:
    """Run code in which `Value` is the class of the engine."""
    exec(compile(code, "<example>", "exec"), {"Value": Engine(engine_name, names).Value})
    sys.stdout.flush()


if __name__ == "__main__":
    run(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3])
    with contextlib.suppress(Exception):
        sys.stdout.flush()
    os._exit(0)  # as in child.py
