"""The trace tells what the engine does, in its order, and touches nothing of the learner's."""

import re
from functools import partial

import pytest
from equations import written
from hypothesis import given
from pictures import network
from work import MANY

from autograd_mini import Value, total
from autograd_mini.draw import draw_graph
from autograd_mini.formulas.minus import minus
from autograd_mini.formulas.notation import as_latex, as_text
from autograd_mini.formulas.terms import Symbol, evaluate
from autograd_mini.graph import reading, topological_order
from autograd_mini.graph.chain import Adjoint
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.steps import steps
from autograd_mini.testing.strategies import programs


def graph_of(drawn):
    program, numbers = drawn
    return run(program, VALUES, [Value(x, label=f"x_{i}") for i, x in enumerate(numbers)])[-1]


@given(programs())
def test_every_value_and_every_term_is_told_once_in_the_engines_order(drawn):
    J = graph_of(drawn)
    trace = Trace(J)
    nodes = topological_order(J)
    assert [moment.kind for moment in trace.moments[:1]] == ["given"]
    by_kind = {kind: [m for m in trace.moments if m.kind == kind] for kind in ("value", "term")}
    assert [m.node for m in by_kind["value"]] == [i for i, n in enumerate(nodes, 1) if n.op]
    kinds = "".join(moment.kind[0] for moment in trace.moments)
    assert re.fullmatch("gv*st*", kinds)
    rank = {id(n): i for i, n in enumerate(nodes, start=1)}
    edges = [(rank[id(n)], slot) for n in nodes[::-1] for slot in range(len(n.parents))]
    assert [moment.edge for moment in by_kind["term"]] == edges
    for moment in by_kind["term"]:
        head, slot = moment.edge
        assert moment.node == rank[id(nodes[head - 1].parents[slot])]


@given(programs())
def test_the_numbers_are_those_of_the_engine(drawn):
    J = graph_of(drawn)
    trace = Trace(J)
    J.backward()
    last = {}
    for moment in trace.moments:
        if moment.kind == "value":
            assert moment.number == topological_order(J)[moment.node - 1].data
        elif moment.kind in ("seed", "term"):
            last[moment.node] = moment.number
        if moment.kind == "term":
            done = moment.term == moment.terms
            assert not done or moment.number == topological_order(J)[moment.node - 1].grad
            assert 1 <= moment.term <= moment.terms
    assert last == {i: n.grad for i, n in enumerate(topological_order(J), start=1)}


@given(programs())
def test_placeholders_stand_for_every_node_and_are_filled_by_the_names(drawn):
    trace = Trace(graph_of(drawn))
    met = set()

    def look(symbol):
        stands_for = symbol.node
        if isinstance(stands_for, Value):
            met.add(trace.rank[id(stands_for)])
        elif isinstance(stands_for, Adjoint):
            met.add(trace.rank[id(stands_for.n)])
        return symbol

    def named(text):
        return re.sub(r"\bv(\d+)\b", lambda match: trace.names[int(match[1]) - 1].text, text)

    for moment, step in zip(trace.moments[1:], written(trace)[1:], strict=True):
        for side, with_names in zip(
            (moment.equation.left, *moment.equation.chain), (step.left, *step.chain), strict=True
        ):
            evaluate(side, look, Anything())
            assert named(as_text(side)) == as_text(with_names)
            in_latex = re.findall(r"\\text\{n(\d+)\}", as_latex(side))
            assert in_latex == re.findall(r"\bv(\d+)\b", as_text(side))
        assert moment.equation.value == step.value
    assert met == set(range(1, len(trace.nodes) + 1))
    assert len({symbol.text for symbol in trace.names}) == len(trace.names)


class Anything:
    """A namespace in which every operation comes to nothing, only to see its operands."""

    def __getattr__(self, name):
        return lambda *operands: None


@given(programs())
def test_nothing_of_the_learner_is_touched(drawn):
    J = graph_of(drawn)
    nodes = topological_order(J)
    for i, n in enumerate(nodes):
        n.grad = float(i)
    labels = [n.label for n in nodes]
    trace = Trace(J)
    assert [n.grad for n in nodes] == list(map(float, range(len(nodes))))
    assert [n.label for n in nodes] == labels
    assert not set(map(id, trace.nodes)) & set(map(id, nodes))
    # What was there before is not added to, either.
    J.backward()
    inner = [i for i, n in enumerate(nodes) if n.op or n is J]
    assert [trace.nodes[i].grad for i in inner] == [nodes[i].grad for i in inner]
    fresh = Trace(J)
    assert [n.grad for n in fresh.nodes] == [n.grad for n in trace.nodes]
    assert [m.number for m in fresh.moments] == [m.number for m in trace.moments]
    leaves = [i for i, n in enumerate(nodes) if not n.op and n is not J]
    assert all(nodes[i].grad == i + trace.nodes[i].grad for i in leaves)


def test_ranks_are_the_numbers_of_the_drawing():
    trace = Trace(network()[2])
    source = draw_graph(trace.J).source
    for n in trace.nodes:
        node = re.search(rf'^\t+n{trace.rank[id(n)]} \[.*tooltip="?([^\n]*)', source, re.M)[1]
        assert minus(repr(n.data)) in node


def test_the_picture_names_nodes_as_the_formulas_do():
    x = Value(2.0, label="x")
    trace = Trace((x * x).exp())
    assert [n.label for n in trace.nodes] == [symbol.text for symbol in trace.names]
    assert [n.label for n in trace.nodes] == ["x", "v_1", "J"]


def test_errors_of_backward_are_passed_on():
    # The values are all of a usual size; only the derivative is not.
    tiny = Value(1e-300, label="tiny") * 1e200
    overflows = tiny * 1e200
    with pytest.raises(ValueError, match=r"adjoint of .* beyond the largest float"):
        overflows.backward()
    with pytest.raises(ValueError, match=r"adjoint of .* beyond the largest float"):
        Trace(overflows)


def test_a_graph_is_read_once_for_its_limit_and_its_copy_once(monkeypatch):
    J = network()[2]
    read = []
    order = reading.topological_order
    monkeypatch.setattr(reading, "topological_order", lambda J: read.append(J) or order(J))
    trace = Trace(J)
    assert [n is J for n in read] == [True, False] and read[1] is trace.J


@pytest.mark.parametrize("many", MANY)
def test_work_grows_with_the_number_of_edges(many):
    few, twice = [steps(partial(Trace, many(n))) for n in (100, 200)]
    assert twice < 2.2 * few


def test_limits():
    x = Value(1.0)
    for _ in range(9):
        x = x + 1.0
    assert len(Trace(x, limit=10).nodes) == 10
    with pytest.raises(
        ValueError, match=r"10 nodes .* limit is 9 nodes and 36 edges\..*draw_graph\(J, collapse="
    ):
        Trace(x, limit=9)
    # One operand many times is few nodes, but as many steps.
    with pytest.raises(ValueError, match=r"2 nodes and 13 edges; .* 3 nodes and 12 edges"):
        Trace(total([Value(1.0)] * 13), limit=3)
    assert len(Trace(total([Value(1.0)] * 12), limit=3).moments) == 15
    with pytest.raises(TypeError, match="a trace needs the Value at the end of a graph, not 'J'"):
        Trace("J")
    assert isinstance(Trace(x).names[0], Symbol)
