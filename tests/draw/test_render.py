"""A drawing is a graphviz.Digraph that renders everywhere, in time, whole or not at all."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import graphviz
import pytest
from pictures import SVG, ids, network, parse, words

import autograd_mini
import autograd_mini as ag
from autograd_mini import Value
from autograd_mini.draw import (
    Drawing,
    RendererNotFound,
    RenderingError,
    draw_graph,
    draw_network,
    load_graphviz,
    render,
)

MAGIC = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.fixture
def drawing():
    J = Value(2.0, label="x_1") ** 2
    J.backward()
    return draw_graph(J)


@pytest.mark.parametrize("format", MAGIC)
def test_every_format(drawing, format, renderer, tmp_path):
    assert drawing.pipe(format=format).startswith(MAGIC[format])
    path = drawing.render(outfile=tmp_path / "deep" / f"x.{format}")
    assert path == str(tmp_path / "deep" / f"x.{format}")
    assert (tmp_path / "deep" / f"x.{format}").read_bytes().startswith(MAGIC[format])
    assert (tmp_path / "deep" / "x.gv").read_text("utf-8") == drawing.source


def test_what_users_of_graphviz_know(drawing, renderer, tmp_path):
    assert isinstance(drawing, graphviz.Digraph)
    text = drawing.pipe(format="svg", encoding="utf-8")
    assert drawing._repr_mimebundle_()["image/svg+xml"] == text
    assert ids(text).count("node-1") == 1
    assert drawing.render("x.gv", tmp_path, format="svg") == str(tmp_path / "x.gv.svg")
    assert drawing.render("y", tmp_path, format="png", cleanup=True) == str(tmp_path / "y.png")
    assert not (tmp_path / "y").exists()
    drawing.format = "png"
    assert drawing.pipe().startswith(MAGIC["png"])
    with pytest.raises(graphviz.FileExistsError):
        drawing.render(outfile=tmp_path / "x.gv.svg", raise_if_result_exists=True)
    with pytest.raises(ValueError, match="overwrite its own source"):
        drawing.render("x.svg", tmp_path, outfile=tmp_path / "x.svg")


def test_sub_and_superscripts_are_moved_and_not_only_marked(renderer):
    svg = draw_graph(Value(1.0, label="z^(2)_1") * 1.0).pipe("svg", encoding="utf-8")
    assert "baseline-shift" not in svg
    z, _ = [text for text in parse(svg.encode()).iter(f"{SVG}text") if text.text == "z"]
    superscript, subscript = z.iter(f"{SVG}tspan")
    assert (superscript.text, subscript.text) == ("(2)", "1")
    shifts = float(superscript.get("dy")), float(subscript.get("dy"))
    assert shifts[0] < 0 < shifts[0] + shifts[1]  # y points down in an SVG
    assert all(float(s.get("font-size")) < float(z.get("font-size")) for s in (z[0], z[1]))


def test_no_script_runs_into_its_neighbour(renderer):
    """A script is a part of the text before it, so it begins where that ends in any font."""
    svg = draw_graph(Value(1.0, label="z^(22)_11") * 1.0).pipe("svg", encoding="utf-8")
    z, _ = [text for text in parse(svg.encode()).iter(f"{SVG}text") if text.text == "z"]
    assert "".join(z.itertext()) == "z(22)11"
    assert all(script.get("x") is None for script in z)


def test_spaces_beside_scripts_are_kept(renderer):
    w, x = Value(0.5, label="w_1"), Value(1.0, label="x_1")
    drawing = draw_graph(ag.dot([w], [x]), expand=True)
    svg = drawing.pipe("svg")
    for element in parse(svg).iter(f"{SVG}text"):
        text = "".join(element.itertext())
        if text != text.strip():
            assert element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}x1" in words(svg)


def test_a_label_that_graphviz_cannot_read_is_an_error(renderer, tmp_path):
    broken = Drawing()
    broken.node("x", label="<<B>no end>")
    with pytest.raises(RenderingError, match="in label of node x"):
        broken.render(outfile=tmp_path / "x.svg")
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_takes_too_long_is_given_up(renderer):
    endless = Drawing(body=[f"x{i} -> x{j}\n" for i in range(200) for j in range(200)])
    endless.timeout = 0.5
    with pytest.raises(RenderingError, match=r"stopped after 0\.5 s.*timeout"):
        endless.pipe("svg")


def test_without_any_graphviz(drawing, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.setattr(render.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RendererNotFound, match=r"pip install pygraphviz.*graphviz.org") as error:
        drawing.pipe("svg")
    assert isinstance(error.value, graphviz.ExecutableNotFound)
    assert "x_1" not in str(error.value)
    assert "digraph" in drawing.source


def test_a_graphviz_that_is_not_set_up_gives_way_to_the_other(drawing, monkeypatch, tmp_path):
    if not shutil.which("dot"):
        pytest.skip("this machine has no dot")
    monkeypatch.setenv("GVBINDIR", str(tmp_path))  # where it finds none of its parts
    if importlib.util.find_spec("pygraphviz"):
        assert drawing.pipe("svg").startswith(MAGIC["svg"])
    monkeypatch.setattr(render.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RenderingError, match=r"has not been set up: run `dot -c`"):
        drawing.pipe("svg")


def test_the_graphviz_of_a_browser_is_for_browsers_only():
    with pytest.raises(RuntimeError, match="for Python in a browser"):
        load_graphviz().send(None)  # not by asyncio.run, for the browser's loop may be running


@pytest.mark.parametrize(
    "wrong", [{"format": "bmpx"}, {"engine": "rm"}, {"format": "svg", "neato_no_op": 2}]
)
def test_wrong_arguments(drawing, wrong):
    with pytest.raises(ValueError, match=r"picture format|layout engine|neato_no_op"):
        drawing.pipe(**wrong)


def test_a_file_that_cannot_be_written(drawing, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        drawing.render(outfile=tmp_path / "file" / "x.svg")


def test_files_of_the_current_folder_are_not_imported(drawing, tmp_path):
    """A student's own string.py or pygraphviz.py must not end up in the child process."""
    for name in ("string", "pygraphviz", "re"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(f'imported {__file__}')")
    code = (
        f"import sys; sys.path[0] = {str(Path(autograd_mini.__file__).parents[1])!r}\n"
        "from autograd_mini import Value\n"
        "from autograd_mini.draw import draw_graph\n"
        "draw_graph(Value(1.0) * 2).pipe('svg')\n"
        "print('drawn')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={"PATH": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == "drawn", done.stderr


@pytest.mark.parametrize(
    "options",
    [{}, {"collapse": "units"}, {"collapse": "layers", "dark": True}, {"direction": "TB"}],
)
def test_both_renderers_draw_the_same_things(options, monkeypatch, tmp_path):
    if not shutil.which("dot"):
        pytest.skip("this machine has no dot")
    pytest.importorskip("pygraphviz", reason="no pygraphviz wheel for this platform")
    drawing = draw_graph(network()[2], **options)
    of_the_system = drawing.pipe("svg")
    monkeypatch.setenv("PATH", str(tmp_path))
    embedded = drawing.pipe("svg")
    for things in (ids, words, lambda svg: [element.tag for element in parse(svg).iter()]):
        assert sorted(things(of_the_system)) == sorted(things(embedded))
    sizes = [
        [float(x) for x in parse(svg).get("viewBox").split()[2:]]
        for svg in (of_the_system, embedded)
    ]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.1)  # their margins in tables differ a little


def test_an_svg_says_what_it_is_part_by_part(renderer):
    w, x = Value(0.5, label="w"), Value(2.0, label="x <&>")
    z = w * x
    z.label = "z"
    J = z.sigmoid()
    J.backward()
    root = parse(draw_graph(J).pipe("svg"))
    assert root.get("role") == "img"
    assert "max-width:100%" in root.get("style")
    assert root.find(f"{SVG}title").text == "The computation graph of J: 4 nodes, 3 edges"
    assert root.find(f"{SVG}desc").text.startswith("Every node is one operation")
    titles = {
        group.get("id"): title.text
        for group in root.iter(f"{SVG}g")
        for title in group.findall(f"{SVG}title")
    }
    assert titles["edge-3-1-0"] == (
        f"from w to z: ∂z/∂w = x <&> = 2.0, flowing back {z.grad * 2.0!r}"
    )
    assert titles["node-2"] == f"x <&> = 2.0, grad {x.grad!r}"
    assert not any(re.search(r"n\d|->", title) for title in titles.values())


def test_the_title_of_an_arrow_of_a_network_is_what_flows_along_it(renderer):
    sample, y, J = network()
    J.backward()
    root = parse(draw_network(sample, y=y, J=J).pipe("svg"))
    assert root.find(f"{SVG}title").text.startswith("A network of 4-5-3 units")
    (arrow,) = [g for g in root.iter(f"{SVG}g") if g.get("id") == "weight-2-1-3"]
    assert arrow.find(f"{SVG}title").text == (
        "Θ^(2)_1,3 · δ^(3)_1 = 0.7154 · (−0.3788) = −0.2709898257592362"
    )


def test_save_writes_what_the_ending_says(drawing, renderer, tmp_path):
    for format, magic in MAGIC.items():
        assert drawing.save(tmp_path / f"x.{format}") == str(tmp_path / f"x.{format}")
        assert (tmp_path / f"x.{format}").read_bytes().startswith(magic)
    for name in ("x.gv", "x.dot", "x", "x.of.mine"):  # as graphviz.Digraph does
        assert drawing.save(name, tmp_path) == str(tmp_path / name)
        assert (tmp_path / name).read_text("utf-8") == drawing.source
    before = (tmp_path / "x.svg").read_bytes()
    drawing.node("another")
    drawing.save("x.svg", tmp_path, skip_existing=True)
    assert (tmp_path / "x.svg").read_bytes() == before
    drawing.save("x.SVG", tmp_path)
    assert b"another" in (tmp_path / "x.SVG").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} >= {"x.svg", "x.SVG", "x.of.mine"}


def test_that_a_picture_was_made_smaller_is_passed_on(renderer, recwarn):
    J = Value(0.5, label="x")
    for _ in range(290):
        J = J + 1.0
    large = draw_graph(J, collapse="none", limit=300)
    with pytest.warns(UserWarning, match=r"too large for a png, so Graphviz scaled it by 0\.\d+:"):
        large.pipe("png")
    large.pipe("svg")
    draw_graph(J, collapse="compact", direction="TB").pipe("svg")
    assert not recwarn


LABELS = (
    "a\rb", "a\0b", "a\x1bb", "a\x85b", "\ud800", "z^(2)_\udfff", "a\ufffeb", "a\uffffb",
    "<script>alert(1)</script>", "]]>&amp;\"'\\N", "\u202eabc", "\\theta_{\ud800}", "-->", "\\",
)  # fmt: skip


@pytest.mark.parametrize("label", [*map(repr, LABELS)])
def test_any_label_is_text_in_every_picture(label, tmp_path):
    """And one that no file can hold is replaced, so that the file is well formed."""
    label = LABELS[list(map(repr, LABELS)).index(label)]
    sample, y, J = network()
    for n in (J, sample.theta[2][0][1], sample.z[2][0], sample.a[3][1]):
        n.label = label
    J.backward()
    for language in ("en", "zh"):
        for drawing in (
            draw_graph(J, language=language),
            draw_graph(J, language=language, collapse="layers"),
            draw_network(sample, y=y, J=J, language=language),
        ):
            svg = Path(drawing.save(tmp_path / "x.svg")).read_bytes()
            assert not [e for e in parse(svg).iter() if e.tag.endswith("script")]


@pytest.mark.slow
def test_a_label_of_a_million_characters(renderer):
    x = Value(2.0, label="x" * 10**6)
    J = x * x
    J.backward()
    svg = draw_graph(J).pipe("svg")
    assert len(svg) < 100_000
    assert any("…" in text for text in words(svg))
