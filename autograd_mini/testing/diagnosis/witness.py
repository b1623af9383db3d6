"""The smallest probe that shows a misconception: what it should be, and what it is."""

from dataclasses import dataclass

from autograd_mini.testing.diagnosis.candidates import Search
from autograd_mini.testing.diagnosis.forward import Switches
from autograd_mini.testing.diagnosis.reference import Probe, alike, predict
from autograd_mini.testing.diagnosis.sites import Site


@dataclass(frozen=True)
class Witness:
    """A probe, and the first number of its outcome that is wrong.

    what: "value", "grad", "error" or "leaf"; at: the index of the leaf; of: which pass.
    """

    probe: Probe
    what: str
    at: int
    of: int
    should: float | str
    found: float | str


def witness(search: Search, site: Site, rest: Switches) -> Witness | None:
    """Return the smallest probe that is wrong because of a site; None if there is none.

    rest: the switches of the engine's other mistakes: where these alone are wrong too, it is no
    witness if there is another.
    """
    best: tuple[tuple[bool, bool, bool, int, int], int] | None = None
    for i, probe in enumerate(search.probes):
        if search.right >> i & 1 or not search.touched(site) >> i & 1:
            continue
        mine = predict(probe, site.patch)
        plain = predict(probe, {})
        if mine is not None and plain is not None and alike(mine, plain):
            continue
        blurred = bool(rest) and not _same(predict(probe, rest), plain)
        own = search.seen.probes[i].program  # as people write it; x − y may be built from x·y
        elsewhere = bool(site.keys) and not {step.name for step in own} & set(site.operations)
        rank = blurred, elsewhere, probe.watch != "", len(own), len(probe.numbers)
        if best is None or rank < best[0]:
            best = rank, i
    if best is None:
        return None
    should = predict(search.probes[best[1]], {})
    probe, found = search.seen.probes[best[1]], search.found[best[1]]
    return None if should is None else first_wrong(probe, found, should)


def _same(first: object, second: object) -> bool:
    return first == second


def first_wrong(
    probe: Probe, found: tuple[float | str, ...], should: tuple[float | str, ...]
) -> Witness | None:
    """Return the first number of a probe's outcome that is not as it should be; None if none."""
    if len(found) == 1 and isinstance(found[0], str):
        return Witness(probe, "error", 0, 0, "", found[0])
    passes, leaves = len(probe.passes), len(probe.numbers)
    for place, (is_, right) in enumerate(zip(found, should)):
        if alike((is_,), (right,)):
            continue
        if place < passes:
            return Witness(probe, "value", 0, place, right, is_)
        place -= passes
        if place < leaves:
            return Witness(probe, "leaf", place, 0, right, is_)
        place -= leaves
        if place < passes * leaves:
            return Witness(probe, "grad", place % leaves, place // leaves, right, is_)
        return Witness(probe, "changed" if isinstance(is_, str) else "result", 0, 0, right, is_)
    return None
