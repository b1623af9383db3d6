"""Changes of an engine's file, tried one by one; run as a module, in a process of its own.

On standard input it gets the engine's name and the adapter's names, as JSON; on standard output it
writes the repaired text, or null.
"""

import contextlib
import io
import json
import linecache
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.diagnosis import Examined, examine, findings
from autograd_mini.testing.diagnosis.limits import limits
from autograd_mini.testing.diagnosis.observe import Observed, observe, outcome_of
from autograd_mini.testing.diagnosis.proposals import proposals, workshop
from autograd_mini.testing.diagnosis.reference import BOTH, Probe, Switches, predict
from autograd_mini.testing.diagnosis.search import Search, alike
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.style import expansions
from autograd_mini.testing.programs import Call, Program, tame

PROGRAMS = 200  # fresh random ones, which an accepted repair gets right
MOST_STEPS = 8


def loaded(original: Engine, text: str, number: int) -> Engine:
    """Return the engine of a changed text; whatever its import raises is raised."""
    module = original.module
    name = f"{module.__name__.rpartition('.')[2]}_changed_{number}"
    path = str(module.__file__)
    changed = ModuleType(name)
    changed.__dict__.update(__file__=path, __package__=getattr(module, "__package__", None))
    sys.modules[name] = changed
    exec(compile(text, path, "exec"), vars(changed))
    return Engine(f"{name}:{original.Value.__name__}", original.names)


def random_programs(ops: list[str], how_many: int, seed: int) -> Iterator[Probe]:
    """Yield random programs of some operations, where each is defined and well behaved."""
    chance = random.Random(seed)
    for number in range(how_many):
        leaves = tuple(round(chance.uniform(-2.5, 2.5), 2) for _ in range(chance.randint(1, 3)))
        values, steps = list(leaves), []
        for _ in range(chance.randint(1, MOST_STEPS)):
            op = chance.choice(ops)
            operands = tuple(chance.randrange(len(values)) for _ in range(TABLE[op].arity or 4))
            xs = [values[i] for i in operands]
            if TABLE[op].arity is None or tame(op, xs):
                values.append(TABLE[op].value(*xs))
                steps.append(Call(op, operands))
        program: Program = tuple(steps)
        yield Probe(f"random {number}", program, leaves)


def gets_right(engine: Engine, seen: Observed) -> bool:
    """Tell whether an engine gets fresh random programs right."""
    ops = [op for op, forms in seen.forms.items() if BOTH in forms]
    for probe in random_programs(ops, PROGRAMS, seed=len(ops)):
        outcome, _ = outcome_of(engine, probe)
        if outcome is None or not alike(outcome, predict(probe, {})):
            return False
    return True


def behaves(
    before: Examined, engine: Engine, wanted: Switches, gone: tuple[str, str] | None
) -> Observed | None:
    """Return what is seen of a changed engine if it does just what is wanted.

    gone: an operation and a form that are no longer refused.  Nothing else may be lost.
    """
    seen = observe(engine)
    old = before.seen
    if any(not old.forms[op] <= seen.forms.get(op, set()) for op in old.forms):
        return None
    if gone is not None and gone in seen.refused or not seen.refused.keys() <= old.refused.keys():
        return None
    if not seen.broken.keys() <= old.broken.keys():
        return None
    search = Search(seen, expansions(engine, seen.forms))
    return seen if search.predicts(wanted, search.everything) else None


def repaired(examined: Examined) -> str | None:
    """Return the text of the engine's file with all that is wrong repaired; None if none was found."""
    path = getattr(examined.engine.module, "__file__", None)
    if path is None:
        return None
    text = Path(path).read_text(encoding="utf-8")
    found = findings(examined)
    sites = list(examined.explanation.sites) if examined.explanation else []
    refused = list(examined.seen.refused)
    limit_names = {limit.name for limit in limits(examined.seen)}
    steps: list[tuple[Site, tuple[str, str] | None]] = [(site, None) for site in sites]
    steps += [
        (Site("number-refused", (op,), {}, words=form), (op, form)) for op, form in refused
    ]
    wrong = [f for f in found.mistakes if f.name == "tie-counts-twice"]
    aims = [(f.name, f.operations) for f in wrong] + [
        (f.name, f.operations) for f in found.limits if not steps and not f.harmless
    ]
    engine, count = examined.engine, 0
    for at, (site, gone) in enumerate(steps):
        rest = [s for s, _ in steps[at + 1 :]]
        wanted = {key: value for s in rest for key, value in s.patch.items()}
        last = at == len(steps) - 1
        step = _step(examined, engine, site, gone, text, wanted, last, count)
        if step is None:
            return None
        text, engine, count = step
    for name, operations in aims:
        site = Site(name, operations, {})
        step = _limit_gone(examined, engine, site, text, limit_names, count)
        if step is None:
            return None if wrong else (text if steps else None)
        text, engine, count = step
        limit_names.discard(name)
    return text if steps or aims else None


Step = tuple[str, Engine, int]


def _step(
    examined: Examined, engine: Engine, site: Site, gone: tuple[str, str] | None, text: str,
    wanted: Mapping[tuple[object, ...], object], last: bool, count: int,
) -> Step | None:  # fmt: skip
    shop = workshop(engine, examined.seen, site, text)
    for change in proposals(shop):
        count += 1
        after = shop.file.after(change)
        with contextlib.suppress(Exception, SystemExit):
            changed = loaded(examined.engine, after, count)
            seen = behaves(examined, changed, wanted, gone)
            if seen and (not last or gets_right(changed, seen)):
                _remember(examined.engine, after)
                return after, changed, count
    return None


def _limit_gone(
    examined: Examined, engine: Engine, site: Site, text: str, names: set[str], count: int
) -> Step | None:
    shop = workshop(engine, examined.seen, site, text)
    for change in proposals(shop):
        count += 1
        after = shop.file.after(change)
        with contextlib.suppress(Exception, SystemExit):
            changed = loaded(examined.engine, after, count)
            seen = behaves(examined, changed, {}, None)
            if seen and {limit.name for limit in limits(seen)} <= names - {site.mistake}:
                if gets_right(changed, seen):
                    return after, changed, count
    return None


def _remember(engine: Engine, text: str) -> None:
    """Have `inspect` find the changed text, for the next step."""
    path = str(engine.module.__file__)
    linecache.cache[path] = (len(text), None, text.splitlines(keepends=True), path)


def main() -> None:
    """Repair the engine that is named on standard input."""
    asked = json.load(sys.stdin)
    sys.path[:0] = asked["path"]
    with contextlib.redirect_stdout(io.StringIO()):
        text = repaired(examine(Engine(asked["engine"], asked["names"])))
    json.dump({"text": text}, sys.stdout)


if __name__ == "__main__":
    main()
