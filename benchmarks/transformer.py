"""One layer of a transformer, forward to its loss, written twice; it runs on any scalar engine.

`plain` is what a beginner writes who has + − × ÷ ** exp log relu and Python's lists: a small GPT of
one layer, with 4 heads on embeddings of 16, read six letters at a time.  `with_nodes` computes the
same with the n-ary operations of autograd_mini: a dot, a total or a logsumexp is one node.

>>> from autograd_mini import Value
>>> weights = numbers()
>>> J, again = plain(as_values(weights, Value)), with_nodes(as_values(weights, Value))
>>> round(J.data, 3), abs(J.data - again.data) < 1e-12
(5.297, True)
"""

import itertools
import random

from autograd_mini import dot, logsumexp, total

EMBEDDING, HEADS, LETTERS = 16, 4, 27
HEAD = EMBEDDING // HEADS
TEXT = [26, 0, 21, 0, 26, 4, 12]  # ".ava.em" in numbers: each letter is to predict the next
SHAPES = {
    "letters": (LETTERS, EMBEDDING),
    "places": (len(TEXT) - 1, EMBEDDING),
    "queries": (EMBEDDING, EMBEDDING),
    "keys": (EMBEDDING, EMBEDDING),
    "values": (EMBEDDING, EMBEDDING),
    "joined": (EMBEDDING, EMBEDDING),
    "wide": (4 * EMBEDDING, EMBEDDING),
    "narrow": (EMBEDDING, 4 * EMBEDDING),
    "predicted": (LETTERS, EMBEDDING),
}


def numbers(seed=0):
    """Return the weights as numbers, by their names."""
    gauss = random.Random(seed).gauss
    return {
        name: [[gauss(0.0, 0.3) for _ in range(columns)] for _ in range(rows)]
        for name, (rows, columns) in SHAPES.items()
    }


def as_values(weights, make):
    """Return the weights as nodes of an engine."""
    return {name: [[make(w) for w in row] for row in rows] for name, rows in weights.items()}


def all_of(weights):
    """Return every weight, in order."""
    return [w for rows in weights.values() for row in rows for w in row]


# As a beginner writes it.


def linear(matrix, x):
    return [sum(w * x_j for w, x_j in zip(row, x, strict=True)) for row in matrix]


def normed(x):
    mean_square = sum(x_i * x_i for x_i in x) / len(x)
    scale = (mean_square + 1e-5) ** -0.5
    return [x_i * scale for x_i in x]


def softmax(logits):
    top = max(logit.data for logit in logits)
    powers = [(logit - top).exp() for logit in logits]
    norm = sum(powers)
    return [power / norm for power in powers]


def plain(weights):
    """Return the mean cross-entropy of predicting each next letter of the text."""
    keys, values, losses = [], [], []
    for place, (letter, target) in enumerate(itertools.pairwise(TEXT)):
        embedded = zip(weights["letters"][letter], weights["places"][place], strict=True)
        x = normed([a + b for a, b in embedded])
        inside = normed(x)
        query = linear(weights["queries"], inside)
        keys.append(linear(weights["keys"], inside))
        values.append(linear(weights["values"], inside))
        heads = []
        for begin in range(0, EMBEDDING, HEAD):
            head = range(begin, begin + HEAD)
            logits = [sum(query[i] * key[i] for i in head) / HEAD**0.5 for key in keys]
            attention = softmax(logits)
            for i in head:
                pairs = zip(attention, values, strict=True)
                heads.append(sum(share * value[i] for share, value in pairs))
        x = [a + b for a, b in zip(x, linear(weights["joined"], heads), strict=True)]
        wide = [z.relu() for z in linear(weights["wide"], normed(x))]
        x = [a + b for a, b in zip(x, linear(weights["narrow"], wide), strict=True)]
        losses.append(-softmax(linear(weights["predicted"], x))[target].log())
    return sum(losses) / len(losses)


# The same with n-ary nodes.


def linear_of_dots(matrix, x):
    return [dot(row, x) for row in matrix]


def normed_by_dot(x):
    scale = (dot(x, x) / len(x) + 1e-5) ** -0.5
    return [x_i * scale for x_i in x]


def with_nodes(weights):
    """Return what `plain` returns, computed by dot, total and logsumexp."""
    keys, columns, losses = [], [[] for _ in range(EMBEDDING)], []
    for place, (letter, target) in enumerate(itertools.pairwise(TEXT)):
        embedded = zip(weights["letters"][letter], weights["places"][place], strict=True)
        x = normed_by_dot([a + b for a, b in embedded])
        inside = normed_by_dot(x)
        query = linear_of_dots(weights["queries"], inside)
        keys.append(linear_of_dots(weights["keys"], inside))
        for column, value in zip(columns, linear_of_dots(weights["values"], inside), strict=True):
            column.append(value)
        heads = []
        for begin in range(0, EMBEDDING, HEAD):
            head = slice(begin, begin + HEAD)
            logits = [dot(query[head], key[head]) / HEAD**0.5 for key in keys]
            norm = logsumexp(logits)
            attention = [(logit - norm).exp() for logit in logits]
            heads += [dot(attention, column) for column in columns[head]]
        x = [a + b for a, b in zip(x, linear_of_dots(weights["joined"], heads), strict=True)]
        wide = [z.relu() for z in linear_of_dots(weights["wide"], normed_by_dot(x))]
        x = [a + b for a, b in zip(x, linear_of_dots(weights["narrow"], wide), strict=True)]
        logits = linear_of_dots(weights["predicted"], x)
        losses.append(logsumexp(logits) - logits[target])
    return total(losses) / len(losses)
