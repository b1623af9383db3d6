"""Engines that are each broken in exactly one way.

`fails` names the properties that must catch it; `may_fail` those that are about the same thing, or
about everything, and may catch it too.  No other property may.
"""

import math
import weakref

from right import Value as Right

EVERYTHING = {"agreement_with_dual_numbers"}
SHARING = {
    "node_used_twice_by_one_operation", "leaf_used_by_many", "inner_node_used_by_many",
    "order_of_the_sweep", "sum_over_paths", "wide_graph", "many_paths", "deep_chain",
    "whole_numbers", "numpy_scalars", "two_results_add_up", "two_results_share_a_node",
    "gradient_set_to_0", "backward_twice", "result_by_itself",
}  # fmt: skip


class OverwritesGradients(Right):
    """grad = where += is meant."""

    fails = {"node_used_twice_by_one_operation", "leaf_used_by_many", "two_results_add_up"}
    may_fail = SHARING | EVERYTHING

    def send(self, parent, partial):
        parent.grad = self.grad * partial


class KeepsInnerGradients(Right):
    """Inner gradients are not reset by a second pass."""

    fails = {"backward_twice", "two_results_share_a_node"}
    may_fail = set()

    def forget(self, order):
        pass


class ResetsLeaves(Right):
    """Every pass begins by setting the leaves to 0, too."""

    fails = {"two_results_add_up"}
    may_fail = {"two_results_share_a_node"}

    def forget(self, order):
        for node in order:
            node.grad = 0.0


class OperandsInASet(Right):
    """x * x has one operand."""

    fails = {"node_used_twice_by_one_operation"}
    may_fail = SHARING | EVERYTHING | {"same_in_every_run"}

    def make(self, data, parents, partials):
        edges = dict(zip(parents, partials))
        return type(self)(data, edges.keys(), edges.values())


class ForgetsTheFactorOfPowers(Right):
    """The derivative of x^n is x^(n − 1)."""

    fails = {"power_with_a_number"}
    may_fail = set()

    def __pow__(self, other):
        if isinstance(other, Right):
            return super().__pow__(other)
        return self.make(math.pow(self.data, other), (self,), (math.pow(self.data, other - 1),))


class ForgetsTheExponent(Right):
    """In u^v, v gets no gradient."""

    fails = {"derivative_of_pow"}
    may_fail = EVERYTHING

    def __pow__(self, other):
        result = super().__pow__(other)
        if isinstance(other, Right):
            result.partials = (result.partials[0], 0.0)
        return result


class NumberToAPowerTheOtherWay(Right):
    """2 ** x computes x ** 2."""

    fails = {"number_to_a_power"}
    may_fail = set()

    def __rpow__(self, other):
        return self**other


class WrongSignInDifferences(Right):
    """The derivative of u − v by v is +1."""

    fails = {"derivative_of_sub"}
    may_fail = EVERYTHING | {"node_used_twice_by_one_operation", "numbers_on_the_left"}

    def __sub__(self, other):
        other = self.of(other)
        return self.make(self.data - other.data, (self, other), (1.0, 1.0))


class ReflectedDifferenceTheOtherWay(Right):
    """2 − x computes x − 2."""

    fails = {"numbers_on_the_left"}
    may_fail = set()

    def __rsub__(self, other):
        return self - other


class NoNumberOnTheLeft(Right):
    """2 * x is missing."""

    fails = {"numbers_on_the_left"}
    may_fail = {"whole_numbers", "numpy_scalars"}

    def __rmul__(self, other):
        return NotImplemented


class NoNumberOnTheRight(Right):
    """x * 2 is missing."""

    fails = {"numbers_on_the_right"}
    may_fail = {"whole_numbers", "numpy_scalars"}

    def __mul__(self, other):
        return super().__mul__(other) if isinstance(other, Right) else NotImplemented


class ForgetsTheDenominator(Right):
    """In u/v, v gets no gradient."""

    fails = {"derivative_of_div"}
    may_fail = EVERYTHING | {"node_used_twice_by_one_operation", "numbers_on_the_left"}

    def __truediv__(self, other):
        other = self.of(other)
        return self.make(self.data / other.data, (self, other), (1 / other.data, 0.0))


class WrongProduct(Right):
    """The derivative of u·v by u is u."""

    fails = {"derivative_of_mul", "chain_rule"}
    may_fail = (
        SHARING | EVERYTHING | {"numbers_on_the_left", "numbers_on_the_right", "seed"}
        | {"unreachable_input", "same_in_every_run", "order_of_operands", "deep_copy"}
    )  # fmt: skip

    def __mul__(self, other):
        other = self.of(other)
        return self.make(self.data * other.data, (self, other), (self.data, other.data))


class NaiveSigmoid(Right):
    """σ(x) = 1 / (1 + e^−x), which overflows."""

    fails = {"large_sigmoid"}
    may_fail = set()

    def sigmoid(self):
        y = 1 / (1 + math.exp(-self.data))
        return self.make(y, (self,), (y * (1 - y),))


class NaiveTanh(Right):
    """tanh x by exponentials, which overflow."""

    fails = {"large_tanh"}
    may_fail = set()

    def tanh(self):
        e = math.exp(2 * self.data)
        y = (e - 1) / (e + 1)
        return self.make(y, (self,), (1 - y * y,))


class NaiveSoftplus(Right):
    """log(1 + e^x), which overflows."""

    fails = {"large_softplus"}
    may_fail = set()

    def softplus(self):
        y = math.log(1 + math.exp(self.data))
        return self.make(y, (self,), (super().softplus().partials[0],))


class WrongTanh(Right):
    """The derivative of tanh is 1 − y, by a forgotten square."""

    fails = {"derivative_of_tanh"}
    may_fail = EVERYTHING | {"large_tanh"}

    def tanh(self):
        y = math.tanh(self.data)
        return self.make(y, (self,), (1 - y,))


class EpsilonInLog(Right):
    """log(x + 1e-7), so as never to fail."""

    fails = {"derivative_of_log", "outside_the_domain"}
    may_fail = EVERYTHING | {"saturated_cost"}

    def log(self):
        return self.make(math.log(self.data + 1e-7), (self,), (1 / (self.data + 1e-7),))


class SilentLog(Right):
    """log of nothing is nan or −inf, and no error."""

    fails = {"outside_the_domain"}
    may_fail = {"saturated_cost"}

    def log(self):
        if self.data > 0:
            return super().log()
        value = -math.inf if self.data == 0 else math.nan
        return self.make(value, (self,), (value,))


class SilentExp(Right):
    """exp of a large number is inf, and no error."""

    fails = {"overflow"}
    may_fail = set()

    def exp(self):
        return super().exp() if self.data < 700 else self.make(math.inf, (self,), (math.inf,))


class ReluWithAWrongSlopeAtItsKink(Right):
    """The derivative of relu at 0 is −1; anything from 0 to 1 would do."""

    fails = {"kink_of_relu"}
    may_fail = set()

    def relu(self):
        partial = float(self.data > 0) if self.data else -1.0
        return self.make(max(self.data, 0.0), (self,), (partial,))


class BothWinATie(Right):
    """In a tie, max has the derivative 1 by both."""

    fails = {"tie_of_maximum"}
    may_fail = set()

    def maximum(self, other):
        u, v = self.data, other.data
        return self.make(max(u, v), (self, other), (float(u >= v), float(v >= u)))


class Recursive(Right):
    """The order is found by recursion."""

    fails = {"deep_chain"}
    may_fail = set()

    def order(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order


class LosesReusedInnerNodes(Right):
    """An inner node sends on only what the first of its consumers gave it."""

    fails = {"inner_node_used_by_many"}
    may_fail = SHARING | EVERYTHING | {"same_in_every_run"}

    def send(self, parent, partial):
        if not parent.parents or not parent.grad:
            super().send(parent, partial)


class OrderByDepth(Right):
    """Nodes are visited by their distance from the end, and not in topological order."""

    fails = {"order_of_the_sweep"}
    may_fail = SHARING | EVERYTHING | {"same_in_every_run"}

    def order(self):
        layers, seen = [[self]], {id(self)}
        while layers[-1]:
            layers.append([])
            for node in layers[-2]:
                for parent in node.parents:
                    if id(parent) not in seen:
                        seen.add(id(parent))
                        layers[-1].append(parent)
        return [node for layer in reversed(layers) for node in layer]


class OncePerPath(Right):
    """A node is visited once for each path to it, though rightly so."""

    fails = {"many_paths"}
    may_fail = {"deep_chain"}
    hangs = True

    def backward(self, seed=1.0):
        stack = [(self, seed)]
        while stack:
            node, flow = stack.pop()
            node.grad += flow
            stack += [(p, flow * partial) for p, partial in zip(node.parents, node.partials)]


class AsksWhatWaits(Right):
    """A node is looked for only among those that are still to be looked at."""

    fails = {"many_paths"}
    may_fail = {"deep_chain", "wide_graph", "cost_in_proportion"}
    hangs = True

    def order(self):
        waiting = [self]
        while waiting:
            for parent in waiting.pop().parents:
                if parent not in waiting:
                    waiting.append(parent)
        return super().order()


class SquareCost(Right):
    """Looks every node up in a list."""

    fails = {"cost_in_proportion"}
    may_fail = {"deep_chain", "wide_graph", "many_paths"}

    def order(self):
        order = super().order()
        found = []
        for node in order:
            found.append(node)
            found.index(node)
        return order


class SeedIgnored(Right):
    """backward(2.0) does what backward() does."""

    fails = {"seed"}
    may_fail = set()

    def seed(self, seed):
        self.grad += 1.0


class NoGradientOfTheResult(Right):
    """J.grad is left at 0."""

    fails = {"result_by_itself"}
    may_fail = set()

    def backward(self, seed=1.0):
        super().backward(seed)
        if self.parents:
            self.grad = 0.0


class ChangesValues(Right):
    """The pass takes a step of gradient descent, too."""

    fails = {"values_stay"}
    may_fail = {"backward_twice", "two_results_add_up", "two_results_share_a_node"}

    def send(self, parent, partial):
        super().send(parent, partial)
        if not parent.parents:
            parent.data -= 0.1 * self.grad * partial


class GradientForAll(Right):
    """A pass gives something to every leaf that there is."""

    fails = {"unreachable_input"}
    may_fail = {
        "two_results_add_up", "two_results_share_a_node", "order_of_operands", "deep_copy",
    }  # fmt: skip
    leaves = weakref.WeakSet()

    def __init__(self, *arguments):
        super().__init__(*arguments)
        if not self.parents:
            self.leaves.add(self)

    def backward(self, seed=1.0):
        reached = set(self.order())
        super().backward(seed)
        for leaf in self.leaves:
            if leaf not in reached:
                leaf.grad += 1.0


class SharedByCopies(Right):
    """A deep copy is the thing itself."""

    fails = {"deep_copy"}
    may_fail = set()

    def __deepcopy__(self, memo):
        return type(self)(self.data, self.parents, self.partials)


class WholeNumbersOnly(Right):
    """Values are cut down to whole numbers if they began as such."""

    fails = {"whole_numbers"}
    may_fail = set()

    def __init__(self, data, parents=(), partials=()):
        if type(data) is int:
            raise TypeError("a float, please")
        super().__init__(data, parents, partials)

    def of(self, other):
        return other if isinstance(other, Right) else type(self)(float(other))


class Exits(Right):
    """sys.exit() in a backward pass of a deep graph."""

    fails = {"deep_chain"}
    may_fail = set()

    def order(self):
        order = super().order()
        if len(order) > 3_500:
            raise SystemExit(3)
        return order
