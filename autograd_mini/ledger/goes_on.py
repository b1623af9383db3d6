"""What a page needs to go on with a training: the graph of one sample's J, as operations.

Of a network with two inputs a page can show the plane, and points can be added there.  So it gets
the recorded graph of J, for each class its own, as operations and the places of their operands,
the rules of the table that it needs (stepper/rules.py writes them), and all weights and samples
with all their digits.  In the page a loop runs forward and backward along the graph.
"""

from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.graph import Graph
from autograd_mini.nn import MLP
from autograd_mini.nn.accuracy import are_classes
from autograd_mini.nn.ledger import Ledger
from autograd_mini.stepper.rules import operations_in, rules_of
from autograd_mini.value import Value

MOST_NODES = 2000  # of the graph of one sample, for which a step stays quick


def goes_on(ledger: Ledger) -> dict[str, Any] | None:
    """Return what the page needs, as JSON has it; None if it cannot go on.

    That is so for another number of inputs than 2, for targets that are no classes, for a larger
    network, for an operation that has no value for a browser, and for a J without some output.
    """
    net = ledger.net
    if net.sizes[0] != 2 or not are_classes(ledger.Y):
        return None
    K = net.sizes[-1]
    targets = [[0.0], [1.0]] if K == 1 else [[float(k == c) for k in range(K)] for c in range(K)]
    graphs = [_graph(net, y, ledger.loss) for y in targets]
    if any(len(g["nodes"]) > MOST_NODES or g["missing"] or 0 in g["outputs"] for g in graphs):
        return None
    return {
        "graphs": graphs,
        "rules": {name: rules for g in graphs for name, rules in g.pop("rules").items()},
        "theta": list(ledger.theta[-1]),
        "X": ledger.X,
        "classes": [targets.index(list(y)) for y in ledger.Y],
        "rate": ledger.rate,
    }


def _graph(net: MLP, y: list[float], loss: Any) -> dict[str, Any]:
    """Return the graph of J for a sample with these targets.

    nodes: of each its operation, if it has one, and its operands: the number of a node, counted
    from 1, or a list of a number.  x, theta, outputs: which nodes these are; 0 if J does not depend
    on it.
    """
    x = [Value(0.5), Value(0.25)]
    sample, J = net.with_cost(x, y, loss=loss)
    nodes = Graph(J).nodes
    rank = {id(n): number for number, n in enumerate(nodes, start=1)}
    sizes = dict.fromkeys((n.op, len(n.operands)) for n in nodes if n.op)
    rules = {f"{op.name}/{size}": rules_of(op, size) for op, size in sizes}
    needed = [op.name for op, _ in sizes]
    for of_one in rules.values():
        needed += operations_in(of_one)
    parts = {"x": x, "theta": net.parameters(), "outputs": sample.a[len(net.sizes)]}
    return {
        "nodes": [
            {
                "op": n.op.name if n.op else None,
                "operands": [rank[id(v)] if isinstance(v, Value) else [v] for v in n.operands],
            }
            for n in nodes
        ],
        "rules": rules,
        "missing": any(name in TABLE and not TABLE[name].browser for name in needed),
        **{name: [rank.get(id(v), 0) for v in values] for name, values in parts.items()},
    }
