"""What each misconception predicts for an engine, against what it does."""

import itertools
from dataclasses import dataclass, field

from autograd_mini.elementary import TABLE
from autograd_mini.testing.diagnosis.forward import Switches, form_of, key_of
from autograd_mini.testing.diagnosis.measured import measured
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.reference import Outcome, Probe, alike, predict
from autograd_mini.testing.diagnosis.sites import (
    Site,
    both,
    global_sites,
    local_sites,
    own_keys,
    written_sites,
)
from autograd_mini.testing.diagnosis.style import Expansions, built

MOST = 0.7  # of what is wrong has to be foretold


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


def _possible(site: Site, seen: Observed) -> bool:
    """Tell whether a misconception is not ruled out by what was seen beside numbers."""
    if site.mistake == "shared-mutable-default":
        return seen.shares
    if site.mistake in ("order-of-a-set", "no-topological-order", "order-not-reversed"):
        return seen.unordered == (site.mistake == "order-of-a-set")
    return True


class Candidates:
    """All sites in an engine, and which probes each of them predicts."""

    def __init__(self, search: Search) -> None:
        self.search = search
        keys = own_keys(search.seen.forms, search.expansions)
        local = [*local_sites(keys, search.seen.forms), *measured(search.seen, search.probes, keys)]
        every = [*global_sites(), *written_sites(), *local]
        self.sites = [site for site in every if _possible(site, search.seen)]
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
