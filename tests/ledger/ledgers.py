"""What the tests of the ledger's page share: trainings to look at."""

import math
import random

from autograd_mini import MLP, train


def moons(count=24, seed=0):
    """Two half circles, one in the other: X and Y."""
    draw = random.Random(seed)
    X, Y = [], []
    for number in range(count):
        angle, kind = math.pi * draw.random(), number % 2
        x, y = math.cos(angle), math.sin(angle)
        if kind:
            x, y = 1 - x, 0.5 - y
        X.append([x + draw.gauss(0, 0.1), y + draw.gauss(0, 0.1)])
        Y.append([float(kind)])
    return X, Y


def trained(sizes=(2, 4, 1), samples=None, **options):
    """Return a network and the history of its training, with a ledger."""
    X, Y = samples or moons()
    net = MLP(sizes[0], sizes[1:], seed=1, activation="tanh", output_activation="sigmoid")
    return net, train(net, X, Y, **{"steps": 20, "rate": 0.5, "ledger": True, **options})
