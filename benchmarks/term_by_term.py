"""The cost of a network with + and × alone, as many write it by hand: for any scalar engine."""


def term_by_term(theta, x, y, sigmoid, log):
    """Return J, written as in the formulas with + and ×."""
    a = x
    for rows in theta:
        layer = []
        for row in rows:
            z = row[0]
            for weight, a_j in zip(row[1:], a, strict=True):
                z = z + weight * a_j
            layer.append(sigmoid(z))
        a = layer
    J = 0.0
    for a_k, y_k in zip(a, y, strict=True):
        J = J + (-y_k * log(a_k) - (1 - y_k) * log(1 - a_k))
    return J
