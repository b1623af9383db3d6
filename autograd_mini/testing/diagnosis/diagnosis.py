"""From an engine to what is wrong with it: `diagnose`."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis import repair as tried
from autograd_mini.testing.diagnosis import text
from autograd_mini.testing.diagnosis.attempts import Endless, Failure, quiet
from autograd_mini.testing.diagnosis.candidates import Search
from autograd_mini.testing.diagnosis.finding import Finding, Findings
from autograd_mini.testing.diagnosis.forward import Switches
from autograd_mini.testing.diagnosis.limits import Limit, limits
from autograd_mini.testing.diagnosis.mistakes import RANK
from autograd_mini.testing.diagnosis.observe import Observed, observe
from autograd_mini.testing.diagnosis.reference import Probe
from autograd_mini.testing.diagnosis.search import Explanation, explain
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.style import expansions
from autograd_mini.testing.diagnosis.where import Place, places
from autograd_mini.testing.diagnosis.witness import witness


@dataclass(frozen=True)
class Diagnosis(Findings):
    """What explains all that an engine does.

    mistakes: misconceptions, the one to look at first in front.  limits: how far it goes, and what
    it chose.  unexplained: the probes that the misconceptions do not explain.  probes, failed: how
    many there were, and how many of them the engine got wrong.  repair: a change that was tried.

    >>> from autograd_mini import Value
    >>> diagnosis = diagnose(Value, repair=False)
    >>> diagnosis.mistakes, diagnosis.text()
    ((), 'There is nothing to explain: the engine gets every probe right.')
    """

    def text(self, language: str = "en", hints: int = 4) -> str:
        """Return it for people.

        language: "en" or "zh".  hints: how much is said: 1 the question that leads to it, 2 the
        misconception, 3 the line, 4 the repair.

        ValueError or TypeError for another language or number.
        """
        return text.report(self, language, hints)

    def as_json(self, language: str = "en", hints: int = 4) -> list[dict[str, Any]]:
        """Return it for programs: a list of entries, as `--json` has it; empty if all is well."""
        return text.entries(self, language, hints)


@dataclass
class Examined:
    """An engine, what was seen of it, and what explains that."""

    engine: Engine
    seen: Observed
    search: Search
    explanation: Explanation | None = field(default=None)


def examine(engine: Engine, wanted: Callable[[Probe], bool] = lambda probe: True) -> Examined:
    """Run the probes on an engine, those that are wanted, and find the simplest explanation."""
    with quiet():
        seen = observe(engine, wanted)
        search = Search(seen, expansions(engine, seen.forms))
    return Examined(engine, seen, search, explain(search, RANK))


def adapted(engine: Any, names: Mapping[str, str] | None = None) -> Engine:
    """Return an engine of a class, or of its name, for the probes.

    TypeError if it is neither.
    """
    if isinstance(engine, Engine):
        return engine
    if isinstance(engine, str):
        return Engine(engine, names)
    if not isinstance(engine, type):
        raise TypeError(
            f"an engine is a class, or text such as file.py:Value, not {type(engine).__name__}"
        )
    return _of_class(engine, names)


def _of_class(cls: type, names: Mapping[str, str] | None) -> Engine:
    """Return the engine of a class that is here already, as in a notebook or in a function."""
    module = sys.modules.get(cls.__module__)
    if getattr(module, cls.__qualname__, None) is cls:
        return Engine(f"{cls.__module__}:{cls.__qualname__}", names)
    name = f"{cls.__module__}_{cls.__name__}_{id(cls)}"
    stand_in = ModuleType(name)
    vars(stand_in).update({**vars(module or stand_in), "__name__": name, cls.__name__: cls})
    sys.modules[name] = stand_in
    try:
        return Engine(f"{name}:{cls.__name__}", names)
    finally:
        del sys.modules[name]


def diagnose(
    engine: Any, names: Mapping[str, str] | None = None, *, repair: bool = True
) -> Diagnosis:
    """Return what is wrong with an engine, and why.

    engine: a Value class, `module:Class` or `file.py:Class`, or an Engine.  names: as an adapter
    has them.  repair: whether to look for one; that runs changed copies of the engine's file in a
    process of its own, for at most some seconds, and needs a file.

    The engine runs in this process: an endless loop of it in Python is stopped, one in C is not.

    EngineError if there is no such engine; TypeError if it is neither class nor text.

    >>> from autograd_mini import Value
    >>> bool(diagnose(Value, repair=False))
    False
    """
    examined = examine(adapted(engine, names))
    found = findings(examined)
    if repair and not found.unexplained and (found.mistakes or found.limits):
        return replace(found, repair=tried.repair(examined.engine))
    return found


def findings(examined: Examined) -> Diagnosis:
    """Return the diagnosis of an engine that has been examined, without a repair."""
    engine, seen, search = examined.engine, examined.seen, examined.search
    explanation = examined.explanation
    mistakes = list(_broken(seen)) + list(_explained(examined)) + list(_refused(seen))
    mistakes.sort(key=lambda finding: RANK.get(finding.name, 99))
    told = []
    again = {"visits-twice", "sends-on-arrival"}  # which say so already
    with quiet():
        seen_limits = limits(seen)
    for limit in seen_limits:
        finding = _limit(examined, limit)
        if limit.wrong:
            mistakes.append(finding)
        elif not (
            limit.name == "exponential-cost" and again.intersection(f.name for f in mistakes)
        ):
            told.append(finding)
    if seen.exits and all(finding.name != "ends-the-process" for finding in told):
        told.append(Finding("ends-the-process"))
    wrong = len(search.probes) - search.right.bit_count()
    unfit = len(seen.refused) + len(seen.broken)  # which the search has not looked at
    return Diagnosis(
        engine.name,
        tuple(mistakes),
        tuple(told),
        explanation.unexplained if explanation else (),
        len(search.probes) + unfit,
        wrong + unfit,
    )


def _explained(examined: Examined) -> list[Finding]:
    explanation = examined.explanation
    found = []
    for site in explanation.sites if explanation else ():
        rest = {s for s in explanation.sites if s is not site} if explanation else set()
        switches: Switches = {key: value for s in rest for key, value in s.patch.items()}
        found.append(
            Finding(
                site.mistake,
                site.operations,
                places(examined.engine, site, examined.seen),
                witness(examined.search, site, switches),
                _others(explanation, site) if explanation else (),
                _error_of(examined.seen, site) or site.words,
            )
        )
    return found


def _error_of(seen: Observed, site: Site) -> str:
    """Return what Python says where an operation, or the whole pass, ends in an error."""
    if site.mistake != "crashes-in-rule":
        return ""
    for probe in seen.probes:
        used = {step.name for step in probe.program}
        failed = seen.failures.get(probe.name)
        if failed and (not site.keys or used & set(site.operations)):
            return _said(failed)
    return ""


def _others(explanation: Explanation, site: Site) -> tuple[str, ...]:
    """Return what may be instead of a misconception, the rest being the same."""
    names = []
    for other in explanation.others:
        mine, theirs = sorted(explanation.mistakes), sorted(s.mistake for s in other)
        if len(other) > len(explanation.sites):
            continue
        for name in mine:
            if name in theirs:
                theirs.remove(name)
        kept = [s.mistake for s in other]
        if len(theirs) == 1 and site.mistake not in kept:
            names += theirs
    return tuple(dict.fromkeys(names))


def _refused(seen: Observed) -> list[Finding]:
    if not seen.refused:
        return []
    operations = tuple(dict.fromkeys(op for op, _ in seen.refused))
    sites = [Site("number-refused", (op,), {}, words=form) for op, form in seen.refused]
    at = [place for site in sites if (place := places(seen.engine, site, seen))]
    lines = sorted({line for place in at for line in place.lines})
    place = Place(at[0].file, tuple(lines)) if at else None
    return [Finding("number-refused", operations, place)]


def _broken(seen: Observed) -> list[Finding]:
    return [
        Finding("crashes-in-rule", (op,), Place(failed.file, (failed.line,)), words=_said(failed))
        for op, failed in seen.broken.items()
        # An operation that is built from one that refuses numbers is not wrong itself.
        if (failed.file, failed.line) not in {(f.file, f.line) for f in seen.refused.values()}
    ]


def _said(failed: Failure) -> str:
    own = failed.error == Endless.__name__
    return failed.text if own else ": ".join(filter(None, [failed.error, failed.text]))


def _limit(examined: Examined, limit: Limit) -> Finding:
    harmless = limit.name == "kink-slope" and not limit.wrong
    place = places(examined.engine, Site(limit.name, limit.operations, {}), examined.seen)
    return Finding(limit.name, limit.operations, place, harmless=harmless)
