"""What draw_graph can be told: contributions, direction, digits, colours, ways and sizes."""

import re

import pytest
from drawn import as_float
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import caption, edges, graph_of, network, plain, texts

import autograd_mini as ag
from autograd_mini import Value
from autograd_mini.draw import draw_graph, style
from autograd_mini.graph import topological_order
from autograd_mini.graph.paths import count_paths, paths
from autograd_mini.testing.strategies import programs


def test_contributions_are_the_terms_of_the_gradient():
    x = Value(3.0, label="x")
    J = x * x - x * 4.0
    J.backward()
    found = texts(draw_graph(J, contributions=True).pipe("svg"))
    terms = [parts[1][1] for name, parts in found.items() if name and re.match("edge-.-1-", name)]
    assert sorted(terms) == ["+3.00", "+3.00", "−4.00"]
    assert sum(map(as_float, terms)) == x.grad


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_direction_and_the_order_of_units(direction, renderer):
    """Units and weights stand in the order of their numbers, each layer after the one before."""
    sample, _, J = network()
    drawing = draw_graph(J, direction=direction)
    positions = {
        name: (float(x), -float(y)) if direction == "LR" else (-float(y), float(x))
        for name, x, y in re.findall(r"^node (\S+) (\S+) (\S+)", plain(drawing), re.M)
    }
    place = {id(n): positions[f"n{r}"] for r, n in enumerate(topological_order(J), start=1)}
    columns = [sample.a[1], sample.z[2], sample.a[2], sample.z[3], sample.a[3]]
    columns += [[theta for row in rows for theta in row] for rows in sample.theta.values()]
    for column in columns:
        along, across = zip(*[place[id(n)] for n in column], strict=True)
        assert max(along) - min(along) < 0.01
        assert list(across) == sorted(across)
    begins = [place[id(column[0])][0] for column in columns[:5]]
    assert begins == sorted(begins)
    assert place[id(J)][0] == max(along for along, _ in place.values())


def test_weights_and_activations_may_look_like_other_nodes():
    w, x = Value(0.5, label="w"), Value(2.0, label="x")
    a = (w * x).sigmoid()
    a.label = "a"
    J = a.log()
    for parts in (True, False):
        drawing = draw_graph(J, parts=parts, legend=True)
        looks = set(re.findall(r"class=(\w+)", drawing.source))
        assert ({"parameter", "activation"} <= looks) == parts
        assert {"input", "operation", "output"} <= looks
    with pytest.raises(TypeError, match="parts"):
        draw_graph(J, parts=1)


def test_digits():
    J = Value(2.0, label="x") / 3.0
    J.backward()
    for digits, printed in ((1, "0.7"), (5, "0.66667"), (17, "0.66666666666666663")):
        shown = [text for _, text in texts(draw_graph(J, digits=digits).pipe("svg"))["node-2"]]
        assert printed in shown


def test_the_old_name_of_digits():
    J = Value(2.0, label="x") / 3.0
    with pytest.warns(
        DeprecationWarning, match=r"draw_graph\(precision=…\) is now called digits=…"
    ):
        old = draw_graph(J, precision=5)
    assert old.source == draw_graph(J, digits=5).source
    with pytest.raises(TypeError, match="digits is given twice, once as precision, its old name"):
        draw_graph(J, digits=5, precision=5)


@pytest.mark.parametrize("collapse", ["none", "compact", "units", "layers"])
def test_a_dark_picture_has_no_colour_of_a_light_one(collapse):
    _, _, J = network()
    J.backward()
    colours = [
        {colour.upper() for colour in re.findall("#[0-9A-Fa-f]{6}", drawing.source)}
        for drawing in (draw_graph(J, dark=dark, collapse=collapse) for dark in (False, True))
    ]
    # Amber is the colour of weights in both.
    assert colours[0] & colours[1] <= {style.LIGHT.parameter.border}
    assert style.LIGHT.background in colours[0]
    assert style.DARK.background in colours[1]


@settings(max_examples=60)
@given(programs(size=10), st.data())
def test_what_stands_out_is_what_lies_on_a_path(drawn, data):
    J, _ = graph_of(drawn)
    nodes = topological_order(J)
    leaf = data.draw(st.sampled_from(nodes))
    drawing = draw_graph(J, highlight=leaf)
    on = {(consumer.created, slot) for path in paths(J, leaf, 10**4) for consumer, slot in path}
    passed = {leaf.created, *(created for created, _ in on)}
    ink = re.compile(r'\bid="?((?:node|edge)-[-\d]+)')
    for line in drawing.body:
        if match := ink.search(line):
            kind, rank, *_ = match[1].split("-")
            n = nodes[int(rank) - 1]
            bright = (
                n.created in passed
                if kind == "node"
                else (n.created, int(match[1].rsplit("-", 1)[1])) in on
            )
            assert (f'fontcolor="{style.LIGHT.ink}"' in line) == bright
    count = count_paths(J, leaf)
    assert f"Standing out: {count:,} path" in caption(drawing)[-1]


def test_a_highlight_shows_in_collapsed_pictures_and_through_products():
    sample, _, J = network()
    pale = style.faded(style.LIGHT).ink
    weight = sample.theta[2][0][1]  # leads through unit 1 of layer 3, and not through layer 2
    for collapse, names in {
        "units": {"unit-3-1", "cost"},
        "layers": {"theta-2", "layer-3", "cost"},
    }.items():
        drawing = draw_graph(J, collapse=collapse, highlight=weight)
        bright = {
            re.search(r'\bid="?([-\w]+)', line)[1]
            for line in drawing.body
            if "ROUNDED" in line and pale not in line
        }
        assert bright == names
    unfolded = draw_graph(J, expand=True, highlight=weight)
    bright = [
        line for line in unfolded.body if "id=product" in line.replace('"', "") and pale not in line
    ]
    assert len(bright) == 1


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"expand": 1}, TypeError, "expand is True or False, not int"),
        ({"contributions": None}, TypeError, "contributions is True or False"),
        ({"dark": "yes"}, TypeError, "dark is True or False, not str"),
        ({"direction": "RL"}, ValueError, "direction is one of 'auto', 'LR', 'TB', not 'RL'"),
        ({"direction": None}, TypeError, "direction is one of 'auto', 'LR', 'TB'"),
        ({"digits": 2.0}, TypeError, "digits is a whole number from 1 to 17, not float"),
        ({"digits": True}, TypeError, "digits is a whole number"),
        ({"digits": 18}, ValueError, "digits is a whole number from 1 to 17, not 18"),
        ({"digits": 0}, ValueError, "from 1 to 17, not 0"),
        ({"language": "fr"}, ValueError, "language is one of 'en', 'zh', not 'fr'"),
        ({"partials": "nodes"}, ValueError, "partials is one of 'auto', 'edges', not 'nodes'"),
        ({"collapse": "neurons"}, ValueError, "collapse is one of 'auto', 'none', 'compact'"),
        ({"limit": 0}, ValueError, "limit is a whole number at least 1, not 0"),
        ({"limit": "all"}, TypeError, "limit is a whole number at least 1, not str"),
        ({"highlight": "x"}, TypeError, "highlight is a Value that J depends on.*not str"),
        ({"highlight": Value(7.0, label="q")}, ValueError, "q.*has no path to.*choose a node"),
    ],
)
def test_wrong_arguments(wrong, error, message):
    with pytest.raises(error, match=message):
        draw_graph(Value(1.0, label="x") * 2, **wrong)


# Sizes.


def chain(size):
    """Return the end of a graph of so many nodes without any layers."""
    J = Value(1.0, label="x")
    for _ in range(size - 1):
        J = J + 1.0
    return J


def test_tables_up_to_80_nodes_then_small_nodes_up_to_the_limit():
    for size, small in ((80, False), (81, True), (300, True)):
        rows = draw_graph(chain(size)).source.count(">value</FONT>")
        assert rows == (0 if small else size)
    assert draw_graph(chain(81), collapse="none").source.count(">value</FONT>") == 81
    assert draw_graph(chain(4), collapse="compact").source.count(">value</FONT>") == 0


def test_too_large_to_read():
    J = chain(301)
    with pytest.raises(
        ValueError, match=r"no label names a layer.*: 301 nodes .*limit is 300 nodes.*limit="
    ):
        draw_graph(J)
    with pytest.raises(ValueError, match=r"301 nodes .*limit is 300.*draw_network.*collapse="):
        draw_graph(J, collapse="none")
    with pytest.raises(ValueError, match=r"301 nodes .*limit is 300"):
        draw_graph(J, collapse="compact")
    assert draw_graph(J, collapse="none", limit=301).source.count("->") == 300


def test_products_count_as_nodes():
    w = [Value(0.1) for _ in range(4)]
    J = ag.dot(w, w)
    assert draw_graph(J, collapse="none", limit=5).source.count("->") == 8
    with pytest.raises(ValueError, match="9 nodes and 12 edges"):
        draw_graph(J, collapse="none", limit=5, expand=True)


def test_edges_count_too():
    leaves = [Value(0.5) for _ in range(20)]
    J = ag.total([ag.total(leaves) for _ in range(30)])
    large = "51 nodes and 630 edges; the limit is 60 nodes and 240 edges"
    with pytest.raises(ValueError, match=f"no label names a layer.*: {large}"):
        draw_graph(J, limit=60)
    with pytest.raises(ValueError, match=f"too large to read: a graph of {large}.*raise limit="):
        draw_graph(J, limit=60, collapse="none")
    assert len(edges(draw_graph(J, limit=158))) == 630
