"""A second opinion on whether two lines are equal: arithmetic of fractions, exact.

Nothing of the evaluator is used here.  Θ, a, z and y are random fractions, independent of each
other, and g′ of a sigmoid is a(1 − a); any other g′ or g is a number of its own.  So two lines that
differ here are different formulas: as functions of numbers that can be chosen freely they differ at
one point.
"""

import random
from fractions import Fraction

import numpy as np

from autograd_mini.derivations.right import cancels
from autograd_mini.derivations.tree import SAMPLES


class Exact:
    """A world of fractions for a shape of sigmoid outputs and the cross-entropy."""

    def __init__(self, shape, seed=0, m=2):
        assert cancels(shape)
        self.shape, self.m, self.chance = shape, m, random.Random(seed)
        L, sizes = shape.last, shape.sizes
        self.theta = {n: self.drawn(sizes[n], sizes[n - 1] + shape.bias) for n in range(1, L)}
        self.alpha, self.rate = self.drawn(2)
        self.functions = {}
        self.samples = [self.sample() for _ in range(m)]
        self.now = self.samples[0]

    def drawn(self, *shape):
        flat = [
            Fraction(self.chance.randint(10**4, 10**5), 10**5 + 3)
            for _ in range(int(np.prod(shape)))
        ]
        return np.array(flat, dtype=object).reshape(shape)

    def sample(self):
        L, sizes = self.shape.last, self.shape.sizes
        here = {("y", 0): self.drawn(sizes[-1])}
        for n in range(1, L + 1):
            here["a", n] = self.drawn(sizes[n - 1])
            here["z", n] = self.drawn(sizes[n - 1])
        here["x", 0] = here["a", 1]
        a = here["a", L]
        here["da", L] = (a - here["y", 0]) / (a * (1 - a))
        here["dz", L] = a - here["y", 0]
        for n in range(L - 1, 0, -1):
            W = self.theta[n][:, self.shape.bias :]
            here["da", n] = W.T @ here["dz", n + 1]
            here["dz", n] = here["da", n] * self.g(n, here["a", n], here["z", n])
        here["dx", 0] = here["da", 1]
        for n in range(1, L):
            here["dtheta", n] = np.multiply.outer(here["dz", n + 1], self.front(here["a", n]))
        return here

    def front(self, a):
        return np.concatenate([[Fraction(1)], a]) if self.shape.bias else a

    def g(self, n, a, z):
        if self.shape.g(n) == "sigmoid":
            return a * (1 - a)
        return np.array([self.function("slope of g", v) for v in z], dtype=object)

    def function(self, name, x):
        """g or g′ at a number that is no z: a number of its own, but g′ is even, and so on."""
        if name == "slope of g":
            return self.functions.setdefault((name, abs(x)), self.drawn(1)[0])
        at = self.functions.setdefault((name, abs(x)), self.drawn(1)[0])
        return (
            at if x >= 0 else 1 - at
        )  # of a sigmoid; with tanh no slip makes g of −z a right line

    # Lines.

    def differ(self, one, other):
        """Whether two right sides of a line differ; what has no value differs from all."""
        try:
            return not self.same(self.all(one), self.all(other))
        except (ValueError, IndexError, KeyError, TypeError, ZeroDivisionError):
            return True

    def same(self, xs, ys):
        return all(
            np.shape(x) == np.shape(y) and np.all(x == y) for x, y in zip(xs, ys, strict=True)
        )

    def all(self, line):
        """What a line gives for all samples, by entries or as a whole."""
        found = []
        for sample in self.samples:
            self.now = sample
            marks = [mark for mark in line.left.marks if isinstance(mark, str)]
            found += [self.value(line.rights[0], env) for env in self.assignments(line.left, marks)]
        return found

    def assignments(self, left, marks):
        if not marks:
            return [{}]
        found = [{}]
        for mark in dict.fromkeys(marks):
            found = [{**env, mark: k} for env in found for k in self.range(left, mark)]
        return found

    def range(self, tree, letter):
        for n in tree.walk():
            if n.kind == "index" and letter in n.marks:
                part = n.parts[0]
                part = part.parts[1] if part.kind == "slope" else part
                axis, sizes, bias = n.marks.index(letter), self.shape.sizes, self.shape.bias
                name, layer = part.name, part.layer or (1 if part.name == "x" else len(sizes))
                if name in ("theta", "Delta", "D"):
                    return (
                        range(1 - bias, sizes[layer - 1] + 1)
                        if axis
                        else range(1, sizes[layer] + 1)
                    )
                zero = bias and name in ("a", "x") and n.parts[0].kind == "quantity"
                return range(1 - (zero and layer < len(sizes)), sizes[layer - 1] + 1)
        raise KeyError(letter)

    def value(self, tree, env):
        parts = tree.parts
        binary = {"add": np.add, "sub": np.subtract, "times": np.multiply, "divide": np.divide}
        if tree.kind in binary:
            return binary[tree.kind](*(self.value(part, env) for part in parts))
        if tree.kind == "matmul":
            return self.value(parts[0], env) @ self.value(parts[1], env)
        if tree.kind == "product":
            return self.value(parts[0], env) * self.value(parts[1], env)
        return getattr(self, "of_" + tree.kind)(tree, env)

    def of_number(self, tree, env):
        return Fraction(tree.name)

    def of_neg(self, tree, env):
        return -self.value(tree.parts[0], env)

    def of_power(self, tree, env):
        return self.value(tree.parts[0], env) ** int(tree.parts[1].name)

    def of_transpose(self, tree, env):
        return self.value(tree.parts[0], env).T

    def of_columns(self, tree, env):
        return self.value(tree.parts[0], env)[:, 1:]

    def of_join(self, tree, env):
        return np.concatenate([np.atleast_1d(self.value(part, env)) for part in tree.parts])

    def of_call(self, tree, env):
        x = self.value(tree.parts[0], env)
        if tree.name == "outer":
            return np.multiply.outer(x, self.value(tree.parts[1], env))
        layers = [n.layer for n in tree.walk() if n.kind == "quantity" and n.name == "z"]
        layer = layers[0] if layers else 0
        if np.ndim(x):
            return np.array([self.at(tree.name, v, layer) for v in x], dtype=object)
        return self.at(tree.name, x, layer)

    def at(self, name, x, layer):
        """g or g′ at a number, which may be a z of the sample, or minus one."""
        if layer and self.shape.g(layer) == "sigmoid":
            for z, a in zip(self.now["z", layer], self.now["a", layer], strict=True):
                if abs(x) == z:
                    return a * (1 - a) if name != "g" else a if x > 0 else 1 - a
        if layer and name == "g":
            for z, a in zip(self.now["z", layer], self.now["a", layer], strict=True):
                if abs(x) == z:
                    return a if x > 0 else -a  # tanh
        return self.function(name, x)

    def of_sum(self, tree, env):
        if tree.name == SAMPLES:
            now, total = self.now, 0
            for sample in self.samples:
                self.now = sample
                total = total + self.value(tree.parts[0], env)
            self.now = now
            return total
        letters = self.range(tree.parts[0], tree.name)
        return sum(self.value(tree.parts[0], {**env, tree.name: k}) for k in letters)

    def of_quantity(self, tree, env):
        name = tree.name
        if name in ("alpha", "lambda", "m", "K"):
            found = {"alpha": self.alpha, "lambda": self.rate, "m": Fraction(self.m)}
            return found.get(name, Fraction(self.shape.sizes[-1]))
        if name == "theta":
            return self.theta[tree.layer]
        if name in ("Delta", "D"):
            total = sum(here["dtheta", tree.layer] for here in self.samples)
            return total if name == "Delta" else total / self.m
        return self.now[name, tree.layer]

    def of_slope(self, tree, env):
        of, by = tree.parts
        assert of.name == "J"
        return self.now["d" + by.name, by.layer]

    def of_index(self, tree, env):
        (part,) = tree.parts
        at = [mark if isinstance(mark, int) else env[mark] for mark in tree.marks]
        is_unit = part.kind == "quantity" and part.name in ("a", "x")
        if is_unit and at == [0] and self.shape.bias and part.layer < self.shape.last:
            return Fraction(1)
        whole = self.value(part, env)
        of = part.parts[1] if part.kind == "slope" else part
        first = [1, 1 - self.shape.bias] if of.name in ("theta", "Delta", "D") else [1]
        entry = tuple(i - f for i, f in zip(at, first, strict=True))
        if min(entry) < 0:
            raise IndexError(at)
        return whole[entry]
