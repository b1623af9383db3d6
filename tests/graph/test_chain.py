"""The chain rule on one graph: the terms of a sum arrive one by one, and no grad is touched."""

import math
from functools import partial

import pytest
from domain import inside
from hypothesis import given
from work import MANY

from autograd_mini import MLP, Value, cross_entropy, dot, relu, total
from autograd_mini.elementary import TABLE
from autograd_mini.formulas.notation import as_text, written_sides
from autograd_mini.formulas.terms import GENERAL, value
from autograd_mini.graph import Graph, reading
from autograd_mini.graph.chain import Adjoint, ChainRule
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.steps import steps
from autograd_mini.testing.strategies import programs


def graph_of(drawn):
    program, numbers = drawn
    return run(program, VALUES, [Value(x) for x in numbers])[-1]


@given(programs())
def test_the_adjoints_are_those_of_backward_and_no_grad_is_touched(drawn):
    J = graph_of(drawn)
    chain = ChainRule(J)
    for n in chain.all:
        assert n.grad == 0
    J.backward()
    assert [chain.adjoint[id(n)] for n in chain.all] == [n.grad for n in chain.all]


@given(programs())
def test_the_terms_of_a_sum_arrive_one_by_one(drawn):
    chain = ChainRule(graph_of(drawn))
    for n in chain.all[:-1]:
        edges = chain.arrivals(n)
        assert [c.created for c, _ in edges] == sorted((c.created for c, _ in edges), reverse=True)
        so_far = [chain.adjoint_step(n, k).value for k in range(len(edges) + 1)]
        assert so_far[0] == 0
        assert so_far[-1] == chain.adjoint_step(n).value == chain.adjoint[id(n)]
        for (c, slot), before, after in zip(edges, so_far, so_far[1:]):
            assert after == before + chain.adjoint[id(c)] * c.partials[slot]


@given(programs())
def test_a_formula_that_holds_for_other_numbers_comes_to_the_same_number(drawn):
    chain = ChainRule(graph_of(drawn), rules=GENERAL)
    for c in chain.all:
        for slot, by_parent in enumerate(c.partials):
            assert math.isclose(
                value(chain.rule((c, slot))), by_parent, rel_tol=1e-12, abs_tol=1e-300
            )


def test_a_condition_stays_a_condition():
    x = Value(2.0, label="x")
    J = relu(x)
    assert ChainRule(J).rule((J, 0)) == 1.0
    assert as_text(ChainRule(J, rules=GENERAL).rule((J, 0))) == "[x > 0]"


def test_every_rule_writes_itself_for_other_numbers():
    for op in TABLE.values():
        numbers = inside(op, [0.3, 0.3][: op.arity or 2])
        operands = [Value(x, label=name) for x, name in zip(numbers, "uv", strict=False)]
        J = getattr(VALUES, op.name)(*operands)
        for slot, by_parent in enumerate(J.partials):
            rule = ChainRule(J, rules=GENERAL).rule((J, slot))
            assert math.isclose(value(rule), by_parent, rel_tol=1e-15)


def test_symbols_tell_what_they_stand_for():
    x = Value(2.0, label="x")
    J = x * x
    chain = ChainRule(J)
    assert chain.symbol(x).node is x
    assert chain.adjoint_symbol(x).node == Adjoint(x)
    assert [chain.local((J, slot)).node for slot in (0, 1)] == [(J, 0), (J, 1)]


def test_it_takes_a_graph_that_has_been_read_and_reads_it_no_more(monkeypatch):
    x = Value(2.0, label="x")
    graph = Graph((x * x).exp())
    before = written(ChainRule(graph.J))
    monkeypatch.setattr(reading, "topological_order", None)
    chain = ChainRule(graph)
    assert (chain.graph, chain.J) == (graph, graph.J)
    assert written(chain) == before


def written(chain):
    return [written_sides(chain.adjoint_step(n), 4, latex=False) for n in chain.nodes]


def test_the_uses_of_a_node_by_one_consumer_are_counted():
    x, y = Value(2.0, label="x"), Value(3.0, label="y")
    chain = ChainRule(total([x, y, x]).exp())
    (consumer,) = [n for n in chain.nodes if len(n.parents) == 3]
    locals_ = [chain.local((consumer, slot)).text for slot in range(3)]
    assert locals_ == ["∂v_1/∂x[1]", "∂v_1/∂y", "∂v_1/∂x[2]"]
    assert as_text(chain.adjoint_step(x).chain[0]) == "∂J/∂v_1 · ∂v_1/∂x[1] + ∂J/∂v_1 · ∂v_1/∂x[2]"


def test_numbers_among_the_operands_have_no_rule():
    x = Value(2.0, label="x")
    J = dot([x, 5.0], [3.0, x])
    assert [ChainRule(J).rule((J, slot)) for slot in (0, 1)] == [3.0, 5.0]


@pytest.mark.parametrize("many", MANY)
def test_all_equations_take_work_that_grows_with_the_number_of_edges(many):
    def equations(J):
        chain = ChainRule(J, rules=GENERAL)
        for n in chain.nodes:
            for arrived in range(1, len(chain.edges[id(n)]) + 1):
                written_sides(chain.adjoint_step(n, arrived), 4, latex=False)

    few, twice = [steps(partial(equations, many(n))) for n in (100, 200)]
    assert twice < 2.2 * few


def test_a_leaf_has_no_rule():
    x = Value(2.0, label="x")
    with pytest.raises(ValueError, match="is a leaf"):
        ChainRule(x * x).rule((x, 0))


def of_a_network():
    sample = MLP(2, [2, 1], seed=0).forward([0.5, 1.0])
    return sample, cross_entropy(sample.a[3], [1.0])


def test_the_adjoint_of_a_z_is_its_delta():
    sample, J = of_a_network()
    chain = ChainRule(J)
    z, theta = sample.z[3][0], sample.theta[2][0][1]
    left, definition, named, *_ = written_sides(chain.adjoint_step(z), 4, latex=False)
    assert (left, definition) == ("δ^(3)_1", "∂J/∂z^(3)_1")
    assert named == "∂J/∂a^(3)_1 · ∂a^(3)_1/∂z^(3)_1"
    _, named, formula, *_ = written_sides(chain.adjoint_step(theta), 4, latex=False)
    assert named == "δ^(3)_1 · ∂z^(3)_1/∂Θ^(2)_1,1"
    assert formula == "δ^(3)_1 · a^(2)_1"
    latex = written_sides(chain.adjoint_step(z), 4, latex=True)
    assert latex[0] == r"\delta^{(3)}_{1}"


@pytest.mark.parametrize("placeholders", [False, True])
def test_no_letter_stands_for_two_things(placeholders):
    _, J = of_a_network()
    chain = Trace(J).chain if placeholders else ChainRule(J)
    letters = [chain.symbol(n) for n in chain.all] + [chain.adjoint_symbol(n) for n in chain.all]
    assert len({letter.text for letter in letters}) == len(letters)
    assert len({letter.latex for letter in letters}) == len(letters)


def test_of_two_nodes_called_z_only_one_has_a_delta_of_that_name():
    z, twin = [Value(x, label="z^(2)_1") for x in (1.0, 2.0)]
    chain = ChainRule(z * twin)
    assert [chain.adjoint_symbol(n).text for n in (z, twin)] == ["δ^(2)_1", "∂J/∂z^(2)_1⟨2⟩"]
