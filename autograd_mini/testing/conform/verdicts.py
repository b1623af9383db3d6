"""The conformance suite, run: a verdict on every property of an engine.

Each property is checked in a process of its own with limits, so that an engine that hangs, recurses
to death or calls sys.exit fails one property and does not end the suite.  It is the time in which
the process computes that is limited, so that a busy machine fails no engine.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from autograd_mini.testing.conform.engine import EngineError
from autograd_mini.testing.conform.processes import Worker
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import NO_EXAMPLE, Example
from autograd_mini.testing.conform.worker import DIAGNOSIS
from autograd_mini.testing.programs import Call

PASSED, FAILED, NOT_SUPPORTED, ERROR = "passed", "failed", "not supported", "error"
DIAGNOSIS_SECONDS = 60.0  # of computing
HASH_SEEDS = ("1", "2", "3", "4")  # beside 0, in which everything else is checked


@dataclass(frozen=True)
class Verdict:
    """What came of one property.

    status: PASSED, FAILED or NOT_SUPPORTED, which never counts as passed; or ERROR, if the suite
    itself has failed there.  message: why it is not passed.  seconds: how long it took.  example:
    of a failed property, what shows it.
    """

    name: str
    sentence: str
    status: str
    message: str = ""
    seconds: float = 0.0
    example: Example = NO_EXAMPLE


class Marking:
    """An engine while it is marked, in processes of its own; as a context manager it ends them.

    engine: FILE.py:Class, a file alone for its class Value, or module:Class.
    names: what an adapter says; see adapter.py.
    seconds: for how long the engine may compute for each property.  One that waits for something
        that never comes is ended too, but not for waiting for its turn on a busy machine.

    importing: for how long it may compute while it is imported; None for the usual time.

    EngineError if there is no such engine.  `notes` is what is to be said before the verdicts,
    `printed` what the engine has printed in the last program of a property, by its name, and
    `loops` the facts of the loops that do not end, as turns.Endless has them.
    """

    def __init__(
        self,
        engine: str,
        names: Mapping[str, str] | None = None,
        *,
        seconds: float = 20.0,
        importing: float | None = None,
    ) -> None:
        self.engine, self.names, self.seconds = engine, dict(names or {}), seconds
        self._importing = importing
        self.printed: dict[str, str] = {}
        self.loops: dict[str, dict[str, Any]] = {}
        self._worker = Worker(engine, self.names, importing=importing)
        self._others: list[Worker] = []
        self.notes = self._worker.notes

    def verdict(self, name: str) -> Verdict:
        """Return the verdict on a property."""
        begun = time.perf_counter()
        facts = self._worker.check(name, self.seconds)
        self.printed[name] = _printable(facts).pop("printed", "")
        if "loop" in facts:
            self.loops[name] = _printable(facts.pop("loop"))
        if PROPERTIES[name].every_run and facts["status"] == PASSED:
            facts = self._in_other_runs(name, facts)
        return verdict_of(name, {"seconds": time.perf_counter() - begun, **facts})

    def diagnosis(
        self, language: str = "en", hints: int = 4, *, repair: bool = True
    ) -> tuple[str, list[dict[str, Any]]]:
        """Return what explains all that fails, in words, and as data for `--json`.

        language: "en" or "zh".  hints: how much is told: 1 a question that leads to it, 2 the
        misconception, 3 the line, 4 the repair.  repair: whether to look for one.
        """
        facts = self._worker.check(
            DIAGNOSIS, DIAGNOSIS_SECONDS, language=language, hints=hints, repair=repair
        )
        facts = _printable(facts)
        if "entries" not in facts:  # the engine ends or holds up what asks it
            return facts.get("message", ""), []
        return facts["text"], facts["entries"]

    def ask(self, check: str, **options: Any) -> dict[str, Any]:
        """Return what comes of a check that is no property, such as one of the course.

        check: "module:function" of this package; the function takes the engine and the options, and
        what it returns, as JSON has it, is under "found" here.  options: as JSON has them.
        """
        return _printable(self._worker.check(check, self.seconds, **options))

    def _in_other_runs(self, name: str, first: dict[str, Any]) -> dict[str, Any]:
        """Return what comes of a property in processes with other hash seeds, too."""
        for hash_seed in HASH_SEEDS:
            try:
                with Worker(
                    self.engine,
                    self.names,
                    hash_seed=hash_seed,
                    draws=False,
                    importing=self._importing,
                ) as other:
                    self._others.append(other)
                    facts = other.check(name, self.seconds)
            except EngineError as error:
                return {"status": FAILED, "message": f"a second run fails: {error}"}
            if facts["status"] != PASSED:
                return facts
            if facts["found"] != first["found"]:
                message = "the gradients depend on PYTHONHASHSEED, as the order of a set does"
                return {**facts, "status": FAILED, "message": message}
        return first

    def close(self) -> None:
        """End all processes; what is being checked there fails."""
        for worker in (*self._others, self._worker):
            worker.close()

    def __enter__(self) -> "Marking":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def conform(
    engine: str,
    names: Mapping[str, str] | None = None,
    *,
    only: Iterable[str] | None = None,
    seconds: float = 20.0,
    watch: Callable[[Verdict], None] | None = None,
) -> list[Verdict]:
    """Return the verdicts on an engine, in the order of the properties.

    engine, names, seconds: as `Marking` has them.
    only: the names of the properties to check; None for all.
    watch: is called with every verdict as it comes.

    EngineError if there is no such engine or no such property.

    >>> [v.status for v in conform("autograd_mini:Value", only=["chain_rule", "overflow"])]
    ['passed', 'passed']
    """
    chosen = known(only)
    with Marking(engine, names, seconds=seconds) as marking:
        return marked(marking, chosen, watch)


def known(only: Iterable[str] | None) -> list[str]:
    """Return the names of properties, all if None; EngineError if there is no such property."""
    chosen = list(PROPERTIES) if only is None else list(only)
    for name in chosen:
        if name not in PROPERTIES:
            raise EngineError(
                f"no property is called {name!r}; there are {', '.join(sorted(PROPERTIES))}"
            )
    return chosen


def marked(
    marking: Marking, chosen: Iterable[str], watch: Callable[[Verdict], None] | None = None
) -> list[Verdict]:
    """Return the verdicts on the properties that are chosen, in their order."""
    chosen = list(chosen)

    def verdict(name: str) -> Verdict:
        result = marking.verdict(name)
        if watch:
            watch(result)
        return result

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        # What needs processes of its own first: at the end, the others would wait for it.
        order = sorted(chosen, key=lambda name: not PROPERTIES[name].every_run)
        waiting = {name: pool.submit(verdict, name) for name in order}
        try:
            return [waiting[name].result() for name in chosen]
        except BaseException:  # Ctrl-C, too
            pool.shutdown(wait=False, cancel_futures=True)
            marking.close()
            raise


def _printable(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts with text that any file can hold: lone surrogates are spelt out."""

    def clean(thing: Any) -> Any:
        if isinstance(thing, str):
            return thing.encode("utf-8", "backslashreplace").decode("utf-8")
        if isinstance(thing, dict):
            return {key: clean(value) for key, value in thing.items()}
        if isinstance(thing, list):
            return [clean(value) for value in thing]
        return thing

    return {key: clean(value) for key, value in facts.items()}


def verdict_of(name: str, facts: dict[str, Any]) -> Verdict:
    """Return the verdict on a property, from what worker.py has told of it."""
    facts = _printable(facts)
    if facts["status"] == PASSED:
        facts["example"] = {}
    return Verdict(
        name,
        PROPERTIES[name].sentence,
        facts["status"],
        facts.get("message", ""),
        facts.get("seconds", 0.0),
        _example(**facts.get("example", {})),
    )


def _example(program: Iterable[tuple[str, list[int | float]]] = (), **facts: Any) -> Example:
    """Return an example as JSON has told it."""
    steps = tuple([Call(op, tuple(operands)) for op, operands in program])
    return Example(program=steps, **facts)


COUNTS = {
    "en": {
        PASSED: "{n} passed",
        FAILED: "{n} failed",
        NOT_SUPPORTED: "{n} not supported",
        ERROR: "{n} not judged",
    },
    "zh": {
        PASSED: "通过 {n} 项",
        FAILED: "未通过 {n} 项",
        NOT_SUPPORTED: "不支持 {n} 项",
        ERROR: "没有评判 {n} 项",
    },
}


def counts(verdicts: Iterable[Verdict], language: str = "en") -> Iterator[str]:
    """Yield how many verdicts there are of each kind, in words."""
    found = [verdict.status for verdict in verdicts]
    for status, said in COUNTS[language].items():
        if status != ERROR or status in found:
            yield said.format(n=found.count(status))
