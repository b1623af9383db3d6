"""The equations of a trace as an explanation writes them, with the names of the nodes."""

from autograd_mini.formulas.terms import GENERAL
from autograd_mini.graph.chain import ChainRule


def written(trace):
    """Return for every moment its equation with names; None for the first, which has none."""
    chain = ChainRule(trace.J, rules=GENERAL)

    def equation(moment):
        if moment.node is None:
            return None
        n = trace.nodes[moment.node - 1]
        return chain.value_step(n) if moment.kind == "value" else chain.adjoint_step(n, moment.term)

    return list(map(equation, trace.moments))
