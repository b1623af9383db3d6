"""The conformance suite, run: a verdict on every property of an engine.

Each property is checked in a process of its own with a time limit, so that an engine that hangs,
recurses to death or calls sys.exit fails one property and does not end the suite.  It is the time
in which the process computes that is limited, so that a busy machine fails no engine.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograd_mini.testing.conform import child
from autograd_mini.testing.conform.engine import EngineError
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import NO_EXAMPLE, Example
from autograd_mini.testing.programs import Call

PATIENCE = 10.0  # how many times the limit a process may take that waits and does not compute

PASSED, FAILED, NOT_SUPPORTED = "passed", "failed", "not supported"


@dataclass(frozen=True)
class Verdict:
    """What came of one property.

    status: PASSED, FAILED or NOT_SUPPORTED, which never counts as passed.  message: why it is not
    passed.  seconds: how long it took.  example: of a failed property, what shows it.
    """

    name: str
    sentence: str
    status: str
    message: str = ""
    seconds: float = 0.0
    example: Example = NO_EXAMPLE


def conform(
    engine: str,
    names: Mapping[str, str] | None = None,
    *,
    only: Iterable[str] | None = None,
    seconds: float = 20.0,
    watch: Callable[[Verdict], None] | None = None,
) -> list[Verdict]:
    """Return the verdicts on an engine, in the order of the properties.

    engine: module:Class, or file.py:Class.
    names: the engine's names for attributes and operations, by ours, where they differ.
    only: the names of the properties to check; None for all.
    seconds: for how long an engine may compute for each property; it is also stopped if that does
        not happen in ten times as long, as when it waits for something that never comes.
    watch: is called with every verdict as it comes.

    EngineError, of one sentence, if there is no such engine or no such property.

    >>> [v.status for v in conform("autograd_mini:Value", only=["chain_rule", "overflow"])]
    ['passed', 'passed']
    """
    chosen = list(PROPERTIES) if only is None else list(only)
    for name in chosen:
        if name not in PROPERTIES:
            raise EngineError(
                f"no property is called {name!r}; there are {', '.join(sorted(PROPERTIES))}"
            )
    told, _ = _in_a_process(engine, names, "", seconds)
    if told["status"] != "usable":
        raise EngineError(str(told["message"]).replace("The engine", engine, 1))

    def verdict(name: str) -> Verdict:
        facts, took = _in_a_process(engine, names, name, seconds)
        if facts["status"] == "error":
            raise RuntimeError(f"the check of {name} failed:\n{facts['message']}")
        result = Verdict(
            name,
            PROPERTIES[name].sentence,
            facts["status"],
            facts.get("message", ""),
            took,
            _example(**facts.get("example", {})),
        )
        if watch:
            watch(result)
        return result

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(verdict, chosen))


def _in_a_process(
    engine: str, names: Mapping[str, str] | None, name: str, seconds: float
) -> tuple[dict[str, Any], float]:
    """Return what a process of its own tells of a property, and the seconds that it took."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", child.__name__, engine]
        begun = time.perf_counter()
        process = subprocess.Popen(
            [*command, json.dumps(dict(names or {})), name, str(report), repr(seconds)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            ended = process.wait(timeout=PATIENCE * seconds)
            message = f"The engine ends the process, with exit status {ended}"
            if ended < 0 and -ended == getattr(signal, "SIGXCPU", None):
                message = f"The engine was stopped after {seconds:g} s of computing"
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            message = f"The engine was stopped after {PATIENCE * seconds:g} s"
        took = time.perf_counter() - begun
        try:
            return json.loads(report.read_text(encoding="utf-8")), took
        except (OSError, ValueError):
            example = report.with_suffix(".example")
            python = example.read_text(encoding="utf-8") if example.exists() else ""
            return {"status": FAILED, "message": message, "example": {"python": python}}, took


def _example(program: Iterable[tuple[str, list[int | float]]] = (), **facts: Any) -> Example:
    """Return an example as JSON has told it."""
    steps = tuple([Call(op, tuple(operands)) for op, operands in program])
    return Example(program=steps, **facts)


def counts(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yield how many verdicts there are of each kind, in words."""
    found = [verdict.status for verdict in verdicts]
    for status in (PASSED, FAILED, NOT_SUPPORTED):
        yield f"{found.count(status)} {status}"
