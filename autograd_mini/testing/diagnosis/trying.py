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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.candidates import Search
from autograd_mini.testing.diagnosis.diagnosis import Examined, examine, findings
from autograd_mini.testing.diagnosis.forward import BOTH, Switches
from autograd_mini.testing.diagnosis.limits import limits
from autograd_mini.testing.diagnosis.observe import Observed, observe, outcome_of
from autograd_mini.testing.diagnosis.proposals import proposals
from autograd_mini.testing.diagnosis.reference import Probe, alike, predict
from autograd_mini.testing.diagnosis.sites import Site, global_sites
from autograd_mini.testing.diagnosis.style import expansions
from autograd_mini.testing.diagnosis.workshop import workshop
from autograd_mini.testing.programs import Call, Program, tame

HIDDEN = "inner-gradients-kept"
FIRST = 4  # programs that a change is tried on before all others
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
    old, search = before.seen, before.search
    for i in search.order[:FIRST] if not wanted else ():
        # Most changes are worth nothing, and then the first programs show it.
        outcome, _ = outcome_of(engine, old.probes[i])
        if outcome is not None and not alike(outcome, predict(search.probes[i], {})):
            return None
    seen = observe(engine)
    if any(not old.forms[op] <= seen.forms.get(op, set()) for op in old.forms):
        return None
    if (gone is not None and gone in seen.refused) or not seen.refused.keys() <= old.refused.keys():
        return None
    if not seen.broken.keys() <= old.broken.keys():
        return None
    search = Search(seen, expansions(engine, seen.forms))
    return seen if search.predicts(wanted, search.everything) else None


def repaired(examined: Examined) -> str | None:
    """Return the text of the engine's file with all repaired; None if it cannot be."""
    path = getattr(examined.engine.module, "__file__", None)
    if path is None:
        return None
    text = Path(path).read_text(encoding="utf-8")
    found = findings(examined)
    sites = list(examined.explanation.sites) if examined.explanation else []
    refused = list(examined.seen.refused)
    limit_names = {limit.name for limit in limits(examined.seen)}
    steps: list[tuple[Site, tuple[str, str] | None]] = [(site, None) for site in sites]
    steps += [(Site("number-refused", (op,), {}, words=form), (op, form)) for op, form in refused]
    wrong = [f for f in found.mistakes if f.name == "tie-counts-twice"]
    if len(found.mistakes) > len(sites) + len({op for op, _ in refused}) + len(wrong):
        return None  # one of them is an error in the code, for which there is no repair
    aims = [(f.name, f.operations) for f in wrong] + [
        (f.name, f.operations) for f in found.limits if not steps and not f.harmless
    ]
    # What replaces a gradient hides that inner ones are kept: once they add up, that shows.
    hidden = [[(site, None)] for site in global_sites() if site.mistake == HIDDEN and steps]
    for more in [[], *hidden]:
        trial = Trial(examined, examined.engine, examined.seen, text)
        if trial.all_of([*steps, *more]):
            break
    else:
        return None
    trial.wanted = {}
    for name, operations in aims:
        if not trial.limit_gone(Site(name, operations, {}), limit_names):
            return None if wrong else _changed(trial, text)
        limit_names.discard(name)
    return _changed(trial, text) if trial.last_is_right() else None


def _changed(trial: "Trial", before: str) -> str | None:
    return None if trial.text == before else trial.text


@dataclass
class Trial:
    """An engine on its way to be right: its text by now, and what is seen of it.

    wanted: the switches of what is still wrong.
    """

    examined: Examined
    engine: Engine
    seen: Observed
    text: str
    wanted: Switches = field(default_factory=dict)
    count: int = 0

    def all_of(self, steps: Sequence[tuple[Site, tuple[str, str] | None]]) -> bool:
        """Repair one misconception after the other; tell whether that went well."""
        for at, (site, gone) in enumerate(steps):
            if gone is not None and gone not in self.seen.refused:
                continue  # an earlier step has done it
            rest = [s for s, _ in steps[at + 1 :]]
            self.wanted = {key: value for s in rest for key, value in s.patch.items()}
            if not self.step(site, gone, last=at == len(steps) - 1):
                return False
        return True

    def step(self, site: Site, gone: tuple[str, str] | None, *, last: bool) -> bool:
        """Repair one misconception; tell whether that went well."""
        return self._try(site, lambda changed, seen: not last or gets_right(changed, seen), gone)

    def limit_gone(self, site: Site, names: set[str]) -> bool:
        """Do away with one limit, and get no other."""

        def gone(changed: Engine, seen: Observed) -> bool:
            left = {limit.name for limit in limits(seen)}
            return left <= names - {site.mistake} and gets_right(changed, seen)

        return self._try(site, gone, None)

    def last_is_right(self) -> bool:
        """Tell whether fresh random programs come out right."""
        return gets_right(self.engine, self.seen)

    def _try(
        self,
        site: Site,
        accepted: Callable[[Engine, Observed], bool],
        gone: tuple[str, str] | None,
    ) -> bool:
        shop = workshop(self.engine, self.seen, site, self.text)
        for change in proposals(shop):
            self.count += 1
            after = shop.file.after(change)
            with contextlib.suppress(Exception, SystemExit):
                changed = loaded(self.examined.engine, after, self.count)
                seen = behaves(self.examined, changed, self.wanted, gone)
                if seen is not None and accepted(changed, seen):
                    self.engine, self.seen, self.text = changed, seen, after
                    _remember(changed, after)
                    return True
        return False


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
