"""Where the weights of a network stand."""


def places(net):
    """Return (layer, row, column) of every weight, in the order of `parameters`."""
    return [
        (n, i, j)
        for n, rows in net.theta.items()
        for i, r in enumerate(rows)
        for j in range(len(r))
    ]
