"""What the tests of the page share: graphs to step through, and ways to read what is shown."""

import math
import time

from autograd_mini import MLP, Value, cross_entropy, log, sigmoid
from autograd_mini.stepper.trace import Trace

STATE = "() => ({...document.querySelector('main').stepper.state()})"


def neuron():
    """J = −log σ(wx + x) + (1 − σ(wx + x))²; x is used twice, and a too."""
    x, w = Value(0.5, label="x"), Value(-0.8, label="w")
    z = w * x + x
    z.label = "z"
    a = sigmoid(z)
    a.label = "a"
    J = -log(a) + (1 - a) ** 2
    J.label = "J"
    return x, w, J


def network():
    net = MLP(4, [5, 3], seed=0)
    x = [Value(x_j, label=f"x_{j}") for j, x_j in enumerate([5.1, 3.5, 1.4, 0.2], start=1)]
    J = cross_entropy(net(x), [1, 0, 0])
    J.label = "J"
    return J


def node(page, rank):
    return page.locator(f"[data-node='{rank}']")


def text_of(located):
    """What stands there, in one line; a formula is many elements."""
    return "".join(located.inner_text().split())


def until(true):
    """Wait for something to become true; the page lets no code be evaluated while it waits."""
    for _ in range(1200):  # two minutes, for a busy machine
        if true():
            return
        time.sleep(0.1)
    raise TimeoutError


def shown(page, rank, what):
    return node(page, rank).locator(f".{what}").text_content()


def assert_same(J, found):
    """The page's numbers are the engine's, up to the last digits of its exp, log, sin …

    Each of these may be off by an ulp or two, and what comes after multiplies that by its slopes:
    hence the largest slope, in the tolerance.
    """
    trace = Trace(J)
    slopes = [abs(p) for n in trace.nodes for p in n.partials]
    adjoints = [abs(n.grad) for n in trace.nodes]
    scale = max([1.0, *slopes]) * max([1.0, *adjoints])
    for rank, n in enumerate(trace.nodes, start=1):
        for there, here in (
            (found["values"][rank], n.data),
            (found["gradients"][rank], n.grad),
            *zip(found["partials"][rank], n.partials),
        ):
            assert math.isclose(there, here, rel_tol=1e-12, abs_tol=1e-12 * scale), n
