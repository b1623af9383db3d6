"""What each misconception predicts for an engine, against what it does."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.testing.diagnosis.altered import Slope
from autograd_mini.testing.diagnosis.forward import Patch, Switches, Unknown, form_of, key_of
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.reference import Outcome, Probe, predict
from autograd_mini.testing.diagnosis.sites import Site, both, global_sites, local_sites, own_keys
from autograd_mini.testing.diagnosis.style import Expansions, built

MOST = 0.7  # of what is wrong has to be foretold
# An engine in single precision has 1e-7, and what it computes is no mistake.
RELATIVE, ABSOLUTE = 2e-5, 1e-6


def alike(found: Outcome, predicted: Outcome | None) -> bool:
    """Tell whether an outcome is as predicted; a prediction of None is no prediction."""
    if predicted is None:
        return True
    return len(found) == len(predicted) and all(map(_close, found, predicted))


def _close(a: float | str, b: float | str) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= RELATIVE * max(abs(a), abs(b)) + ABSOLUTE


@dataclass
class Search:
    """What an engine was observed to do, against the predictions; a set of probes is a bit mask."""

    seen: Observed
    expansions: Expansions
    probes: list[Probe] = field(init=False)
    found: list[Outcome] = field(init=False)
    contains: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.probes = [built(probe, self.expansions) for probe in self.seen.probes]
        self.found = [self.seen.outcomes[probe.name] for probe in self.seen.probes]
        self.everything = (1 << len(self.probes)) - 1
        self.contains = {}
        for i, probe in enumerate(self.probes):
            for step in probe.program:
                key = key_of(step.name, form_of(step))
                self.contains[key] = self.contains.get(key, 0) | 1 << i
        # For each probe its operations, as a mask of their places in the table.
        places = {name: 1 << place for place, name in enumerate(TABLE)}
        self.operations = [
            sum(places[name] for name in {step.name for step in probe.program})
            for probe in self.probes
        ]
        self.right = self.agreement({}, self.everything)
        # Where the engine is wrong most is told first: most candidates are ruled out there.
        wrong = [i for i in range(len(self.probes)) if not self.right >> i & 1]
        self.order = wrong + [i for i in range(len(self.probes)) if self.right >> i & 1]

    def agreement(self, switches: Switches, probes: int) -> int:
        """Return the probes, of these, whose outcome is as predicted."""
        agreed = 0
        for i, probe in enumerate(self.probes):
            if probes >> i & 1 and alike(self.found[i], predict(probe, switches)):
                agreed |= 1 << i
        return agreed

    def predicts(self, switches: Switches, probes: int) -> bool:
        """Tell whether all of these probes have the outcome predicted."""
        return all(
            alike(self.found[i], predict(self.probes[i], switches))
            for i in self.order
            if probes >> i & 1
        )

    def of_kind(self, *kinds: str) -> int:
        """Return the probes of these kinds."""
        return sum(1 << i for i, probe in enumerate(self.probes) if probe.kind in kinds)

    def touched(self, site: Site) -> int:
        """Return the probes in which a site can make a difference."""
        if not site.keys:
            return self.everything
        touched = 0
        for key in site.keys:
            touched |= self.contains.get(key, 0)
            if site.mistake == "reflected-reversed":  # 2 − x is then a difference, too
                name = key.partition(":")[0]
                touched |= self.contains.get(name, 0) | self.contains.get(f"{name}:base", 0)
        return touched


class Candidates:
    """All sites in an engine, and which probes each of them predicts."""

    def __init__(self, search: Search) -> None:
        self.search = search
        keys = own_keys(search.seen.forms, search.expansions)
        local = [*local_sites(keys, search.seen.forms), *measured(search, keys)]
        self.sites = [*global_sites(), *local]
        self.known: dict[Site, int] = {}

    def agree(self, site: Site) -> int:
        """Return the probes that a site predicts, as far as a pair may depend on it.

        A misconception about the whole engine can be half of an explanation only if the rest is
        about one operation, in all probes that it does not predict, or about the whole as well.
        """
        if site not in self.known:
            touched = self.search.touched(site)
            self.known[site] = self.search.right & ~touched
            operations = (1 << len(TABLE)) - 1
            for i in self.search.order:
                if not touched >> i & 1:
                    continue
                if alike(self.search.found[i], predict(self.search.probes[i], site.patch)):
                    self.known[site] |= 1 << i
                elif not site.keys:
                    operations &= self.search.operations[i]
                    if not operations:
                        break
        return self.known[site]

    def _says_enough(self, sites: tuple[Site, ...], probes: int) -> bool:
        """Tell whether sites that were measured foretell most of what is wrong.

        Where nothing was measured they foretell nothing, and nothing contradicts them.
        """
        if not any(site.measured for site in sites):
            return True
        switches = {key: value for site in sites for key, value in site.patch.items()}
        wrong = [i for i in self.search.order if probes & ~self.search.right & 1 << i]
        foretold = [predict(self.search.probes[i], switches) is not None for i in wrong]
        return sum(foretold) >= MOST * len(wrong)

    def singles(self, probes: int) -> list[tuple[Site, ...]]:
        """Return the sites that predict all of these probes."""
        wrong = probes & ~self.search.right
        return [
            (site,)
            for site in self.sites
            # Where it makes no difference, the engine has to be right.
            if not wrong & ~self.search.touched(site)
            and self.search.predicts(site.patch, probes)
            and self._says_enough((site,), probes)
        ]

    def pairs(self, probes: int) -> list[tuple[Site, ...]]:
        """Return the pairs of sites that do so only together."""
        alone = {site for (site,) in self.singles(probes)}
        missed = {site: probes & ~self.agree(site) for site in self.sites if site not in alone}
        touched = {site: self.search.touched(site) for site in missed}
        found: list[tuple[Site, ...]] = []
        for first, second in itertools.combinations(missed, 2):
            # Where one of them makes no difference, the other has to be right by itself.
            if missed[first] & ~touched[second] or missed[second] & ~touched[first]:
                continue
            switches = both(first, second)
            if switches is None or not self.search.predicts(switches, probes):
                continue
            if self._says_enough((first, second), probes):
                found.append((first, second))
        return found


def measured(search: Search, keys: Iterable[str]) -> Iterator[Site]:
    """Yield for each operation that its rule, or its value, is what the engine says it is.

    So an operation with a rule that nobody has thought of is still told apart from the rest.
    """
    tables: dict[str, dict[tuple[float, ...], tuple[float, dict[int, float]]]] = {}
    for probe in search.seen.probes:
        outcome = search.seen.outcomes[probe.name]
        if len(probe.program) != 1 or len(probe.passes) != 1 or len(outcome) == 1:
            continue
        step = probe.program[0]
        nodes = [i for i in step.operands if isinstance(i, int)]
        if len(set(nodes)) < len(nodes) or probe.kind not in ("core", "numbers"):
            continue
        numbers = [float(x) for x in outcome if not isinstance(x, str)]
        xs = tuple(probe.numbers[i] if isinstance(i, int) else i for i in step.operands)
        grads = numbers[1 + len(probe.numbers) :]
        slopes = {at: grads[i] for at, i in enumerate(step.operands) if isinstance(i, int)}
        table = tables.setdefault(key_of(step.name, form_of(step)), {})
        table[tuple(round(x, 6) for x in xs)] = numbers[0], slopes
    for key in keys:
        table = tables.get(key, {})
        if any(not _is_right(key, at, *row) for at, row in table.items()):
            yield from _measured(key, table)


def _is_right(key: str, at: tuple[float, ...], value: float, slopes: dict[int, float]) -> bool:
    op = TABLE[key.partition(":")[0]]
    y = op.value(*at)
    right = [y, *(float(op.partial(i, FLOATS, at, y)) for i in slopes)]
    return alike((value, *slopes.values()), tuple(right))


def _measured(
    key: str, table: dict[tuple[float, ...], tuple[float, dict[int, float]]]
) -> Iterator[Site]:
    def looked_up(xs: Sequence[float]) -> tuple[float, dict[int, float]]:
        at = tuple(round(x, 6) for x in xs)
        if at not in table:
            raise Unknown
        return table[at]

    def slope(xs: Sequence[float], i: int) -> float:
        slopes = looked_up(xs)[1]
        if i not in slopes:
            raise Unknown
        return slopes[i]

    operands = sorted({i for _, slopes in table.values() for i in slopes})

    def rule(i: int) -> Slope:
        return lambda xs, y: slope(xs, i)

    rules: Patch = {("partial", key, i): rule(i) for i in operands}
    if len(operands) > 1:
        for i in operands:
            patch: Patch = {("partial", key, i): rules["partial", key, i]}
            yield Site("wrong-rule", (key,), patch, i, measured=True)
    yield Site("wrong-rule", (key,), rules, measured=True)
    value: Patch = {("value", key): lambda *xs: looked_up(xs)[0]}
    yield Site("wrong-value", (key,), value, measured=True)
    yield Site("wrong-value", (key,), {**value, **rules}, measured=True)
