"""Networks against closed formulas: their numbers, and how near they have to be."""

import pytest


def close(number):
    """To 1e-12; to 1e-14 near 0, where terms of a sum have cancelled that were rounded first."""
    return pytest.approx(number, rel=1e-12, abs=1e-14)


def same(nodes, others):
    """Whether these are the very nodes, and not only nodes with the same numbers."""
    return list(map(id, nodes)) == list(map(id, others))


def data(layers):
    return {layer: [getattr(v, "data", v) for v in values] for layer, values in layers.items()}


def grads(net):
    return {
        layer: [[theta.grad for theta in row] for row in rows] for layer, rows in net.theta.items()
    }
