"""Targets that are classes, and the share of samples that is classified right."""

from collections.abc import Sequence


def are_classes(Y: Sequence[Sequence[float]]) -> bool:
    """Tell whether targets are classes: 0 or 1, and of several outputs just one is 1.

    >>> are_classes([[1.0], [0.0]]), are_classes([[0.0, 1.0]]), are_classes([[0.5], [0.2]])
    (True, True, False)
    """
    return all(set(y) <= {0.0, 1.0} and (len(y) == 1 or sum(y) == 1) for y in Y)


def accuracy(A: Sequence[Sequence[float]], Y: Sequence[Sequence[float]]) -> float:
    """Return the share of samples whose largest output is that of their class.

    A: the outputs of each sample.  Y: their targets.  A single output says yes from ½ on.

    >>> accuracy([[0.2, 0.7], [0.9, 0.3]], [[0.0, 1.0], [0.0, 1.0]])
    0.5
    """
    right = [
        (a[0] >= 0.5) == (y[0] >= 0.5) if len(y) == 1 else a.index(max(a)) == y.index(max(y))
        for a, y in zip(A, Y)
    ]
    return sum(right) / len(right)
