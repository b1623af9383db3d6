"""frames writes a picture for every moment, which shows what is known by then."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from equations import written
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import SVG, network

from autograd_mini import Value
from autograd_mini.draw.style import LIGHT, UNKNOWN, arrow, number
from autograd_mini.formulas.notation import written_sides
from autograd_mini.graph import topological_order
from autograd_mini.stepper.frames import NOT_YET, Film, frames, known, wrapped
from autograd_mini.stepper.trace import Trace
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import programs


def trace_of(drawn):
    program, numbers = drawn
    leaves = [Value(x, label=f"x_{i}") for i, x in enumerate(numbers)]
    return Trace(run(program, VALUES, leaves)[-1])


def film_of(trace):
    """Return what is known at each moment, and the picture of it."""
    film = Film(trace)
    return [
        (now, ET.fromstring(film.frame(now, equation)))
        for now, equation in zip(known(trace), film.equations, strict=True)
    ]


def groups(root, attribute):
    return {g.get(attribute): g for g in root.iter(f"{SVG}g") if g.get(attribute)}


def text(group, name):
    (found,) = [t for t in group.iter(f"{SVG}text") if name in t.get("class", "").split()]
    return found.text or ""


def equation(root):
    """Return the equation below a picture in one line, without spaces."""
    lines = ["".join(line.itertext()) for line in root.findall(f"{SVG}text")]
    return "".join("".join(lines).split())


@given(programs())
@settings(max_examples=10)
def test_each_frame_shows_what_is_known(drawn):
    trace = trace_of(drawn)
    computed = {trace.rank[id(n)] for n in trace.nodes if not n.op}
    so_far = {}
    for now, root in film_of(trace):
        moment = now.moment
        if moment.kind == "value":
            computed.add(moment.node)
        elif moment.kind == "seed":
            so_far[moment.node] = 1.0
        elif moment.kind == "term":
            head, slot = moment.edge
            n = trace.nodes[head - 1]
            so_far[moment.node] = so_far.get(moment.node, 0.0) + n.grad * n.partials[slot]
        nodes = groups(root, "data-node")
        assert sorted(map(int, nodes)) == list(range(1, len(trace.nodes) + 1))
        for rank, n in enumerate(trace.nodes, start=1):
            value, grad = text(nodes[str(rank)], "value"), text(nodes[str(rank)], "grad")
            assert value == (number(n.data) if rank in computed else NOT_YET)
            expected = number(so_far[rank], signed=True) if rank in so_far else UNKNOWN
            assert grad == expected
    assert so_far == {rank: n.grad for rank, n in enumerate(trace.nodes, start=1)}


@given(programs())
@settings(max_examples=10)
def test_edges_get_their_width_and_colour_when_they_bring_their_term(drawn):
    trace = trace_of(drawn)
    flows = {
        (trace.rank[id(n)], slot): n.grad * partial
        for n in trace.nodes
        for slot, partial in enumerate(n.partials)
    }
    largest = max(map(abs, flows.values()), default=0.0)
    sent = set()
    for now, root in film_of(trace):
        moment = now.moment
        sent |= {moment.edge} if moment.edge else set()
        at_work = set()
        for name, group in groups(root, "data-edge").items():
            head, _, slot = map(int, name.split("-"))
            (line,) = [p for p in group if p.get("class") == "wire"]
            halos = [p for p in group if p.get("stroke-opacity")]
            at_work |= {(head, slot)} if halos else set()
            if (head, slot) in sent:
                look = arrow(flows[head, slot], largest)
                assert line.get("stroke-width") == look["penwidth"]
                assert line.get("stroke") == look["color"]
                assert ("stroke-dasharray" in line.attrib) == (flows[head, slot] < 0)
            known_by_then = head in now.values
            assert (text(group, "partial") != "") == known_by_then
        if moment.kind == "value":
            arity = len(trace.nodes[moment.node - 1].parents)
            assert at_work == {(moment.node, slot) for slot in range(arity)}
        else:
            assert at_work == ({moment.edge} if moment.edge else set())
        nodes = groups(root, "data-node")
        glowing = {int(r) for r, g in nodes.items() if any(p.get("stroke-opacity") for p in g)}
        assert glowing == ({moment.node} if moment.node else set())


@given(programs())
@settings(max_examples=10)
def test_the_equation_is_that_of_the_explanation(drawn):
    trace = trace_of(drawn)
    for (_, root), step in zip(film_of(trace), written(trace), strict=True):
        expected = "=".join(written_sides(step, 4, latex=False)) if step else ""
        # Names have true subscripts here.
        assert equation(root) == re.sub(r"\s|_", "", expected)


def test_names_have_true_scripts_and_brackets_where_they_need_them():
    z = Value(3.0, label="z^(2)_1")
    y = z**2
    y.label = "∂J/∂x"
    shown = {equation(root) for _, root in film_of(Trace(y.exp()))}
    assert "∂J/∂x=(z(2)1)^2=3^2=9" in shown
    assert any(line.startswith("∂J/∂(∂J/∂x)=J=") for line in shown)
    root = film_of(Trace(z.exp()))[1][1]
    line = [(t.text, t.get("dy")) for t in root.find(f"{SVG}text")]
    assert [words for words, _ in line[:5]] == ["J", " = ", "exp(", "z", "(2)"]
    # However often the baseline moves, it comes back.
    moved = [float(dy or 0) for _, dy in line]
    assert sum(moved) == pytest.approx(0, abs=1e-9) and any(moved)


def test_programs_for_slides_can_read_them():
    trace = Trace(network()[2])
    film = Film(trace)
    for now, equation in [*zip(known(trace), film.equations, strict=True)][::17]:
        svg = film.frame(now, equation)
        assert not re.search(r"var\(|<style|style=|<script|href|@media|<!", svg)
        assert svg.count("http") == 1  # of xmlns
        assert LIGHT.background in svg
        assert all(shape.get("fill") for shape in ET.fromstring(svg).iter(f"{SVG}polygon"))


def test_a_file_for_each_moment_in_an_order_that_sorts(tmp_path):
    x = Value(0.5, label="x")
    J = (x * x + x).sigmoid().log() + x.exp()
    trace = Trace(J)
    folder = tmp_path / "a" / "new folder"
    paths = frames(J, folder)
    assert paths == sorted(map(str, folder.iterdir()))
    assert len(paths) == len(trace.moments)
    assert Path(paths[0]).name == "step-001.svg"
    boxes = {re.search(r'viewBox="([^"]*)"', Path(p).read_text("utf-8"))[1] for p in paths}
    assert len(boxes) == 1  # nothing jumps from one slide to the next
    once = [Path(path).read_bytes() for path in paths]
    assert frames(trace, folder) == paths
    assert [Path(path).read_bytes() for path in paths] == once
    assert all(n.grad == 0 for n in topological_order(J))


def test_labels_stay_text(tmp_path):
    label = "<script>&amp;]]></text>"
    *_, last = frames(Value(2.0, label=label).exp(), tmp_path)
    root = ET.parse(last).getroot()
    assert label in ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert equation(root).startswith(f"∂J/∂({label})=")


@given(st.lists(st.sampled_from(["a", "b · c", "12.5", "(x − y)", "f(a + b)"]), min_size=1),
       st.integers(8, 60))  # fmt: skip
def test_lines_are_not_longer_than_the_room_there_is(terms, room):
    sides = [[("left", "text")], [(" + ".join(terms), "text")], [("6", "grad")]]
    lines = list(wrapped(sides, room))
    written = ["".join(words for words, _ in line) for line in lines]
    joined = " ".join(line.strip() for line in written)
    assert joined == f"left = {' + '.join(terms)} = 6"
    for line in written:
        # Only what cannot be broken may be longer.
        assert len(line) <= room or len(re.split(r" [=+] (?![^(]*\))", line)) <= 2
        assert line.count("(") == line.count(")")


def test_a_line_breaks_before_what_is_equal_rather_than_in_it():
    sides = [[("x", "text")], [("a + b", "text")], [("1 + 2", "text")], [("3", "value")]]
    lines = ["".join(words for words, _ in line) for line in wrapped(sides, 14)]
    assert lines == ["x = a + b", "= 1 + 2 = 3"]


def test_bad_input(tmp_path):
    with pytest.raises(TypeError, match=r"not 3\.0"):
        frames(3.0, tmp_path)
    x = Value(1.0)
    for _ in range(300):
        x = x + 1.0
    with pytest.raises(ValueError, match=r"301 nodes .*limit is 300"):
        frames(x, tmp_path)
    taken = tmp_path / "a file"
    taken.write_text("here already")
    with pytest.raises(OSError, match="a file"):
        frames(Value(1.0).exp(), taken)
    assert taken.read_text() == "here already"
