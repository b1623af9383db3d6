"""A process of its own for one property, so that no engine can take the whole suite down.

Run as a module by verdicts.py: `ENGINE NAMES PROPERTY REPORT SECONDS` checks a property and writes
what came of it to the file REPORT.
"""

import contextlib
import dataclasses
import json
import math
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from autograd_mini.testing.conform import trial
from autograd_mini.testing.conform.engine import Engine, EngineError
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import NotSupported, Wrong


def check(engine_name: str, names: dict[str, str], property_name: str, report: Path) -> None:
    """Check one property, and write the report: status, message, and the facts of a Wrong.

    Without the name of a property it only says whether the engine is usable.
    """
    example = report.with_suffix(".example")
    trial.about_to_run = lambda python: _write(example, python)
    told: dict[str, Any] = {"status": "passed"}
    try:
        engine = Engine(engine_name, names)
        if property_name:
            PROPERTIES[property_name].check(engine)
        else:
            told = {"status": "usable"}
    except NotSupported as reason:
        told = {"status": "not supported", "message": str(reason)}
    except EngineError as error:
        told = {"status": "no engine", "message": str(error)}
    except Wrong as wrong:
        facts = dataclasses.asdict(wrong.example)
        facts["program"] = [[step.name, list(step.operands)] for step in wrong.example.program]
        told = {"status": "failed", "message": wrong.message, "example": facts}
    except Exception:  # a mistake of the suite, which must not look like one of the engine
        told = {"status": "error", "message": traceback.format_exc()}
    _write(report, json.dumps(told))


def limit(seconds: float) -> None:
    """Have the system end this process, and any that it starts, when it has computed for so long.

    Time in which it waits, for its turn on a busy machine too, does not count.  Windows has no such
    limit.
    """
    try:
        import resource
    except ImportError:
        return
    kinds = resource.RLIMIT_CPU, resource.RLIMIT_CORE
    most = [resource.getrlimit(kind)[1] for kind in kinds]
    end = math.ceil(time.process_time() + seconds)
    if most[0] != resource.RLIM_INFINITY:
        end = min(end, most[0])
    resource.setrlimit(resource.RLIMIT_CPU, (end, most[0]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, most[1]))  # its end leaves no file behind


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace")


if __name__ == "__main__":
    engine, names, name, report, seconds = sys.argv[1:]
    limit(float(seconds))
    check(engine, json.loads(names), name, Path(report))
    with contextlib.suppress(Exception):
        sys.stdout.flush()
    os._exit(0)  # what an engine left behind, a thread or an exit handler, has no say
