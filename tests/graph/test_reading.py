"""A graph is read once: its order, its edges, its names; nothing is written to a node."""

import pytest
from hypothesis import given
from vertical import vertical

import autograd_mini as ag
from autograd_mini import MLP, DomainError, Value
from autograd_mini.draw import draw_graph, draw_network
from autograd_mini.graph import Graph, float_of, read, reading, topological_order
from autograd_mini.graph.paths import consumers, count_paths
from autograd_mini.graph.reading import existing, read_layers, too_many
from autograd_mini.stepper import animate, stepper
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs


def graph_of(drawn):
    program, numbers = drawn
    return run(program, VALUES, [Value(x) for x in numbers])[-1]


@given(programs())
def test_a_reading_is_that_of_the_nodes(drawn):
    J = graph_of(drawn)
    graph, nodes = Graph(J), topological_order(J)
    assert list(map(id, graph.nodes)) == list(map(id, nodes)) == list(graph.rank)
    assert list(graph.rank.values()) == list(range(1, len(graph) + 1))
    assert graph.partials == {id(n): n.partials for n in nodes}
    assert graph.n_edges == sum(len(n.parents) for n in nodes)
    assert graph.n_edges == sum(len(edges) for edges in graph.consumers.values())
    assert graph.consumers == consumers(nodes)
    assert len({symbol.text for symbol in graph.names.values()}) == len(nodes)
    for n in nodes:
        assert n in graph and graph.names[id(n)].node is n
        for slot, partial in enumerate(n.partials):
            assert graph.partial((n, slot)) == partial
    assert Value(1.0) not in graph


def test_a_reading_is_handed_on_as_it_is_while_its_leaves_have_the_same_numbers():
    x, y = Value(1.0, label="x"), Value(2.0, label="y")
    graph = Graph(x, y)
    assert read(graph) is graph and graph.is_current
    x.data = 3.0  # a leaf follows from nothing, so this is not stale
    assert not graph.is_current
    again = read(graph)
    assert [symbol.value for symbol in again.names.values()] == [3.0, 2.0]
    assert [n is m for n, m in zip(again.outputs, graph.outputs, strict=True)] == [True, True]


def test_several_outputs_make_one_graph():
    x = Value(1.0)
    a, b = x * 2, x + 1
    graph = Graph(b, a)
    assert graph.J is b and len(graph) == 3 and graph.n_edges == 2


def test_the_layers_of_a_record_are_read_with_what_was_computed_from_them():
    net = MLP(2, [2, 1], seed=0)
    sample = net.forward([0.5, 1.0])
    units = read_layers(sample.z, sample.a)
    assert len(units) == 9 + 2 * 3 and sample.a[3][0] in units
    J = sample.a[3][0] * 2
    assert J not in units and read_layers(sample.z, sample.a, J=J).J is J


@pytest.mark.parametrize(("ends", "said"), [([3.0], "float"), ([Value(1.0), [1.0] * 99], "list")])
def test_a_graph_ends_in_values(ends, said):
    with pytest.raises(TypeError, match=f"^draw takes a Value or a Graph, not {said}$"):
        Graph(*ends, reader="draw")
    with pytest.raises(TypeError, match=f"^Graph takes a Value or a Graph, not {said}$"):
        read(ends[-1])


def test_a_graph_has_an_end():
    with pytest.raises(TypeError, match="needs the Value that it ends with"):
        Graph()


def test_a_partial_that_does_not_exist_is_named():
    _, slope = vertical()
    (root,) = [n for n in topological_order(slope) if n.op and n.op.name == "pow"]
    graph = Graph(slope)
    assert graph.partials[id(root)] == (None,)
    with pytest.raises(DomainError, match=r"^pow\(x = 0\.0, 1\.5\) can .*, but not once more: pow"):
        graph.partial((root, 0))
    assert existing(root, 0.5) == 0.5


def test_a_limit_counts_nodes_and_edges():
    assert too_many(10, 40, 10) == ""
    assert too_many(11, 40, 10) == "11 nodes and 40 edges; the limit is 10 nodes and 40 edges"
    assert too_many(10, 41, 10) == "10 nodes and 41 edges; the limit is 10 nodes and 40 edges"


def test_the_number_of_a_value_or_a_number():
    assert [float_of(x) for x in (Value(2.0), 3, True, 0.5)] == [2.0, 3.0, 1.0, 0.5]
    with pytest.raises(TypeError, match="real number"):
        float_of("1")


def slots(n):
    return [getattr(n, name, None) for name in Value.__slots__]


def test_readers_write_to_no_node():
    net = ag.MLP(2, [2, 1], seed=0)
    sample = net.forward([Value(0.5, label="x_1"), 1.0])
    J = ag.cross_entropy(sample.a[3], [1.0])
    J.backward()
    nodes = topological_order(J)
    before = [list(map(id, slots(n))) for n in nodes]
    Graph(J).names  # noqa: B018
    ag.explain(J).latex()
    ag.explain(sample, y=[1.0]).markdown()
    draw_graph(J, expand=True)
    draw_network(sample, y=[1.0], J=J)
    stepper(J).html()
    animate(J)
    count_paths(J, nodes[0])
    ag.grad(J, nodes[:2])
    ag.jvp([J], nodes[:1], [1.0])
    ag.hessian(J, nodes[:1])
    assert [list(map(id, slots(n))) for n in nodes] == before


def test_on_its_way_to_the_page_a_graph_is_read_once_and_its_copy_once(monkeypatch):
    seen = []
    order = reading.topological_order
    monkeypatch.setattr(
        reading, "topological_order", lambda *ends: seen.append(ends[0]) or order(*ends)
    )
    J = (Value(2.0, label="x") * 3).exp()
    for shown in (lambda: stepper(J).html(), lambda: animate(J)):
        seen.clear()
        shown()
        assert [n is J for n in seen] == [True, False]
    assert stepper(Graph(J)).html() == stepper(J).html()
    assert animate(Graph(J)).svg() == animate(J).svg()


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        (r"\theta_1", "θ_1"), (r"\Theta_{12}^{(3)}", "Θ^(3)_12"),
        (r"\Theta^{(3)}_{1,2}", "Θ^(3)_1,2"),
        ("w_{ij}", "w_ij"), (r"\lambda", "λ"), ("z^{(2)}_1", "z^(2)_1"), ("x_{1}", "x_1"),
    ],
)  # fmt: skip
def test_labels_as_users_of_latex_write_them(latex, name):
    x, y = Value(2.0, label=latex), Value(3.0, label=name)
    J = x * y
    names = Graph(J).names
    assert [names[id(n)].text for n in (x, y)] == [name, f"{name}⟨2⟩"]
    assert f"{name} = 2.0" in draw_graph(J).source
    assert f"    {name} = 2" in ag.explain(J).text()


@pytest.mark.parametrize(
    "label", [r"C:\new{x}", r"\nosuch_1", "{", "\\theta\\", "a_{b}_{c}", r"\r"]
)
def test_what_is_no_label_of_latex_stays_as_it_is(label):
    assert Graph(Value(1.0, label=label)).names.popitem()[1].text == label
