"""The sizes of layers as text: `4,5,3`."""

from itertools import pairwise

MOST_LAYERS = 100


def sizes_of(option: str, text: str, most_weights: int) -> list[int]:
    """Return the sizes of layers.

    option: the one they were given by.  most_weights: how many weights there may be between them.

    ValueError, with the option, for what is no list of at least two whole numbers, and for a
    network that is too large.

    >>> sizes_of("--sizes", "4,5,3", 2000)
    [4, 5, 3]
    """
    shown = text if len(text) <= 30 else text[:30] + "…"
    words = text.split(",")
    if len(words) < 2 or not all(w.strip().isdecimal() and len(w) < 10 for w in words):
        raise ValueError(f"{option} {shown!r}: write the units of each layer, as in {option} 4,5,3")
    sizes = [int(word) for word in words]
    if min(sizes) < 1:
        raise ValueError(f"{option} {shown!r}: every layer has one unit or more")
    if len(sizes) > MOST_LAYERS:
        raise ValueError(f"{option} has {len(sizes):,} layers; there may be {MOST_LAYERS}")
    weights = sum((s_in + 1) * s_out for s_in, s_out in pairwise(sizes))
    if weights > most_weights:
        raise ValueError(
            f"{option} {shown} makes a network of {weights:,} weights; there may be "
            f"{most_weights:,} here"
        )
    return sizes
