"""In a notebook: the widget through anywidget, the page in a frame without it."""

import builtins
import dataclasses
import html
import json
import re

import pytest

from autograd_mini import Value, sigmoid
from autograd_mini.elementary import TABLE
from autograd_mini.stepper import stepper
from autograd_mini.stepper.assets import script


def graph():
    x, w = Value(2.0, label="x"), Value(-0.5, label="w")
    return sigmoid(w * x)


def test_a_notebook_is_run_and_shows_the_widget_the_picture_and_the_value(tmp_path):
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    pytest.importorskip("anywidget")
    cells = [
        "from autograd_mini import Value, sigmoid\n"
        "from autograd_mini.draw import draw_graph\n"
        "from autograd_mini.stepper import animate, stepper\n"
        "x, w = Value(2.0, label='x'), Value(-0.5, label='w')\n"
        "J = sigmoid(w * x)",
        "J",
        "draw_graph(J)",
        "stepper(J)",
        "animate(J)",
        "J.backward()\nw",
    ]
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    client = nbclient.NotebookClient(notebook, timeout=300, startup_timeout=300)
    client.execute(cwd=str(tmp_path))
    _, value, picture, widget, animation, w = [
        cell.outputs[0].data if cell.outputs else None for cell in notebook.cells
    ]
    assert "0.2689" in value["text/plain"]
    assert picture["image/svg+xml"].count('class="node') == 4
    shown = widget["application/vnd.jupyter.widget-view+json"]
    state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    assert [n["name"] for n in state[shown["model_id"]]["state"]["steps"]["nodes"]][:2] == [
        "x",
        "w",
    ]
    # Where no widget runs, a picture is seen, and in a terminal a line of text.
    assert "data:image/svg+xml" in widget["text/html"] and "Stepper of 4" in widget["text/plain"]
    assert "data:image/svg+xml" in animation["text/html"]
    assert "label='w'" in w["text/plain"] and "grad=" in w["text/plain"]


def test_the_widget_knows_records_that_came_later(monkeypatch):
    widget = pytest.importorskip("autograd_mini.stepper.widget").widget
    cos = dataclasses.replace(TABLE["cos"], name="cosine")
    monkeypatch.setitem(TABLE, "cosine", cos)
    shown = widget(stepper(graph()).steps)
    assert "cosine: (x) =>" in shown._esm and shown._esm == script()


def test_the_widget_draws_the_page_in_its_cell(page):
    # A notebook imports the module and calls render of its default export.
    module = script().replace("export default", "window.widget =")
    page.add_script_tag(content=module, type="module")
    steps = json.loads(json.dumps(stepper(graph()).steps))
    page.evaluate(
        """steps => {
        const el = document.createElement("div"); document.body.append(el);
        window.stop = widget.render({model: {get: () => steps}, el}); }""",
        steps,
    )
    shown = page.locator(".autograd-mini")
    assert shown.count() == 1
    shown.locator("[data-key=last]").click()
    assert shown.locator("[data-node='4'] .grad").text_content() == "+1.00"
    page.evaluate("window.stop()")


def test_without_anywidget_the_cell_shows_the_page_in_a_frame(monkeypatch, page):
    real = builtins.__import__

    def without(name, *arguments):
        if name == "anywidget" or name == "autograd_mini.stepper.widget":
            raise ImportError(name)
        return real(name, *arguments)

    shown = stepper(graph())
    monkeypatch.setattr(builtins, "__import__", without)
    bundle = shown._repr_mimebundle_()
    monkeypatch.undo()
    assert bundle["text/plain"].startswith("<Stepper of 4 nodes, 7 steps>\n")
    (inside,) = re.findall(r'srcdoc="([^"]*)"', bundle["text/html"])
    assert html.unescape(inside) == shown.html()
    page.set_content(bundle["text/html"])
    frame = page.frame_locator("iframe")
    frame.locator("[data-key=last]").click()
    assert frame.locator("[data-node='4'] .grad").text_content() == "+1.00"
