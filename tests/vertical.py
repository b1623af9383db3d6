"""A graph on an edge of which there is no local derivative, as in the graph of a derivative."""

from autograd_mini import Value, grad


def vertical():
    """Return x = 0 and the slope of x^1.5 there, which is made of √x, whose graph is vertical."""
    x = Value(0.0, label="x")
    (slope,) = grad(x**1.5, [x])
    slope.label = "slope"
    return x, slope
