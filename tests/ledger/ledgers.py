"""What the tests of the ledger's page share: trainings to look at."""

from autograd_mini import MLP, train
from autograd_mini.command import csv_samples


def moons(count=24, seed=0):
    """Two half circles, one in the other: X and Y."""
    X, of = csv_samples.moons(count, seed)
    return X, [[float(kind)] for kind in of]


def trained(sizes=(2, 4, 1), samples=None, **options):
    """Return a network and the history of its training, with a ledger."""
    X, Y = samples or moons()
    net = MLP(sizes[0], sizes[1:], seed=1, activation="tanh", output_activation="sigmoid")
    return net, train(net, X, Y, **{"steps": 20, "rate": 0.5, "ledger": True, **options})
