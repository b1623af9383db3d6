"""The kinds of exercises, by the names that they are asked for by."""

from collections.abc import Callable
from typing import TypeAlias

from autograd_mini.exercises.kinds import (
    backward,
    counts,
    derivation,
    graphs,
    local,
    mistake,
    network,
)
from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.told import Made

# What makes an exercise of a level in a language; None if its numbers came out unfit.
Kind: TypeAlias = Callable[[Chance, int, str], Made | None]

KINDS: dict[str, Kind] = {
    "local": local.make,
    "chain": graphs.chain,
    "twice": graphs.twice,
    "backward": backward.make,
    "delta": network.delta,
    "weights": network.weights,
    "counts": counts.make,
    "mistake": mistake.make,
    "derivation": derivation.make,
}
LEVELS = (1, 2, 3)
