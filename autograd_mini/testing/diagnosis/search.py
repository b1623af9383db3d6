"""The simplest misconceptions that predict everything that an engine does."""

from dataclasses import dataclass

from autograd_mini.testing.diagnosis.candidates import Candidates, Search
from autograd_mini.testing.diagnosis.forward import Switches
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.where import doubt

PERIPHERAL = ("second", "numbers", "seed", "result", "values")
MOST_TIES = 12


@dataclass(frozen=True)
class Explanation:
    """Misconceptions that together predict what is observed, and others that do so as well.

    unexplained: the names of probes that they do not predict.
    """

    sites: tuple[Site, ...]
    others: tuple[tuple[Site, ...], ...] = ()
    unexplained: tuple[str, ...] = ()

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Return the identifiers."""
        return tuple(site.mistake for site in self.sites)


def explain(search: Search, rank: dict[str, int]) -> Explanation | None:
    """Return the best explanation; None if the engine does everything right.

    rank: of misconceptions that predict the same, which is told first.
    """
    if search.right == search.everything:
        return None
    candidates = Candidates(search)
    second = search.of_kind("second")
    peripheral = search.of_kind(*PERIPHERAL)
    levels = list(
        dict.fromkeys(
            [search.everything, search.everything & ~second, search.everything & ~peripheral]
        )
    )
    core = levels[-1]
    if core & ~search.right and not candidates.singles(core):
        # What explains everything explains the core, so there is no need to look further.
        pairs = candidates.pairs(core)
        for probes in levels:
            if fit := [pair for pair in pairs if search.predicts(_together(pair), probes)]:
                return _told(candidates, fit, probes, rank)
        return _closest(candidates, core, rank)
    for probes in levels:
        if not probes & ~search.right:
            return _told(candidates, [()], probes, rank)
        if solutions := candidates.singles(probes) or candidates.pairs(probes):
            return _told(candidates, solutions, probes, rank)
    return _closest(candidates, core, rank)


def _together(sites: tuple[Site, ...]) -> Switches:
    """Return the switches of several sites."""
    return {key: value for site in sites for key, value in site.patch.items()}


def _cost(
    candidates: Candidates, sites: tuple[Site, ...], rank: dict[str, int]
) -> tuple[int, int, int]:
    """Return what an explanation costs: first, how little the engine's source speaks for it."""
    seen = candidates.search.seen
    return (
        sum(2 * site.measured + doubt(seen.engine, site, seen) for site in sites),
        sum(rank.get(site.mistake, 99) for site in sites),
        sum(len(site.patch) for site in sites),
    )


def _told(
    candidates: Candidates, solutions: list[tuple[Site, ...]], probes: int, rank: dict[str, int]
) -> Explanation:
    costs = {sites: _cost(candidates, sites, rank) for sites in solutions}
    ordered = sorted(solutions, key=costs.__getitem__)
    best = ordered[0]
    distinct = {_named(sites): sites for sites in reversed(ordered)}
    distinct.pop(_named(best))
    fewest = costs[best][0]
    others = [s for s in reversed(list(distinct.values())) if costs[s][0] <= fewest]
    best, unexplained = _extended(candidates, best, probes)
    return Explanation(
        tuple(sorted(best, key=lambda s: rank.get(s.mistake, 99))),
        tuple(others[:MOST_TIES]),
        unexplained,
    )  # fmt: skip


def _named(sites: tuple[Site, ...]) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset((site.mistake, site.operations) for site in sites)


def _extended(
    candidates: Candidates, sites: tuple[Site, ...], probes: int
) -> tuple[tuple[Site, ...], tuple[str, ...]]:
    """Add misconceptions about what is left, a second pass or plain numbers, one for each."""
    search = candidates.search
    switches = _together(sites)
    for kind in PERIPHERAL:
        more = search.of_kind(kind) & ~probes
        if more and not search.predicts(switches, more):
            for site in candidates.sites:
                together = {**switches, **site.patch}
                if site.patch.keys() & switches.keys() or not search.predicts(together, more):
                    continue
                if search.predicts(together, probes):
                    sites, switches = (*sites, site), together
                    break
            else:
                continue
        probes |= more
    left = [
        search.seen.probes[i].name
        for i in range(len(search.probes))
        if not probes >> i & 1 and not search.predicts(switches, 1 << i)
    ]
    return sites, tuple(left)


def _closest(candidates: Candidates, probes: int, rank: dict[str, int]) -> Explanation:
    """Return the single misconception that leaves least, and what it leaves unexplained."""
    search = candidates.search
    wrong = probes & ~search.right
    agreed = {s: search.agreement(s.patch, search.everything) for s in candidates.sites}
    best = max(agreed, key=lambda s: ((agreed[s] & probes).bit_count(), -rank.get(s.mistake, 99)))
    left = search.everything & ~agreed[best]
    names = tuple(p.name for i, p in enumerate(search.seen.probes) if left >> i & 1)
    helps = (agreed[best] & probes).bit_count() - (search.right & probes).bit_count()
    if helps < max(2, wrong.bit_count() // 3) or best.measured:
        wrong_names = tuple(p.name for i, p in enumerate(search.seen.probes) if wrong >> i & 1)
        return Explanation((), (), wrong_names)
    return Explanation((best,), (), names)
