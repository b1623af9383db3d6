"""The panel of the page, in a real browser: one node, the inputs, and what is asked."""

import dataclasses
import math

import pytest
from pages import STATE, assert_same, neuron, node, shown

from autograd_mini import Value, log, sigmoid
from autograd_mini.elementary import TABLE, Elementary
from autograd_mini.stepper import stepper
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.trace import Trace
from autograd_mini.value import unary


def test_a_node_tells_all_about_itself(open_page):
    x, _, J = neuron()
    page = open_page(stepper(J))
    page.keyboard.press("End")
    node(page, 1).click()
    J.backward()
    details = page.locator(".details").inner_text()
    assert "Paths from here to the end: 4" in details
    assert f"{x.data:g}" in details
    assert f"{x.grad:.4g}".replace("-", "−") in details
    items = page.locator(".paths li")
    assert items.count() == 4
    products = [float(item.split(":")[1].replace("−", "-")) for item in items.all_inner_texts()]
    assert sum(products) == pytest.approx(x.grad, abs=1e-3)
    items.first.hover()
    assert page.locator("[data-edge].path").count() > 0


def test_an_input_can_be_changed(open_page):
    _, _, J = neuron()
    page = open_page(stepper(J))
    page.keyboard.press("End")
    page.get_by_label("Input", exact=True).select_option("2")
    page.get_by_role("slider", name="Input w").fill("0.3")
    state = page.evaluate(STATE)
    assert state["values"][2] == 0.3
    again = Value(0.5, label="x"), Value(0.3, label="w")
    z = again[1] * again[0] + again[0]
    a = sigmoid(z)
    assert_same(-log(a) + (1 - a) ** 2, state)
    page.get_by_role("button", name="As it was").click()
    assert_same(J, page.evaluate(STATE))


def test_an_input_that_leads_out_of_a_domain_is_said_and_changes_nothing(open_page):
    x = Value(0.5, label="x")
    J = log(x)
    page = open_page(stepper(J))
    page.get_by_role("spinbutton", name="Input x").fill("-1")
    assert "x > 0" in page.get_by_role("alert").first.inner_text()
    assert_same(J, page.evaluate(STATE))
    page.get_by_role("spinbutton", name="Input x").fill("2")
    assert page.locator(".trouble").text_content() == ""
    assert page.evaluate(STATE)["values"][1:] == [2, math.log(2)]


ARCCOS = Elementary(
    "arccos",
    "arccos",
    math.acos,
    (lambda m, x, y: -1 / m.sqrt(1 - x * x),),
    derivative="−1/√(1 − x²)",
    latex=r"-\frac{1}{\sqrt{1 - x^2}}",
)


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        (ARCCOS, "arccos"),
        (dataclasses.replace(TABLE["cos"], browser=""), "cos"),  # the derivative of sin
    ],
)
def test_an_operation_that_the_page_cannot_compute_can_be_stepped_through(
    open_page, monkeypatch, record, missing
):
    monkeypatch.setitem(TABLE, record.name, record)
    x = Value(0.5, label="x")
    J = unary(TABLE["arccos"], x) * x if record is ARCCOS else x.sin() * x
    page = open_page(stepper(J))
    trace = Trace(J)
    for _ in trace.moments[1:]:
        page.keyboard.press("ArrowRight")
    state = page.evaluate(STATE)
    assert state["position"] == len(trace.moments) - 1
    assert state["values"][1:] == [n.data for n in trace.nodes]
    assert state["gradients"][1:] == [n.grad for n in trace.nodes]
    assert state["partials"][1:] == [list(n.partials) for n in trace.nodes]
    assert float(shown(page, 1, "grad").replace("−", "-")) == pytest.approx(
        trace.nodes[0].grad, abs=5e-4
    )
    node(page, 1).click()
    assert "Paths from here to the end: 2" in page.locator(".details").inner_text()
    page.get_by_label("Predict first").check()
    page.get_by_label("Your answer").fill(repr(trace.moments[-1].number))
    page.keyboard.press("Enter")
    assert page.locator(".verdict.right").count() == 1
    # No input can be changed, and the page says why.
    inputs = page.locator(".inputs")
    assert inputs.locator("input, select, button").count() == 0
    for language in ("zh", "en"):
        page.locator("[data-key=language]").select_option(language)
        told = MESSAGES[language]["missing"].replace("{operation}", missing)
        assert inputs.locator("p").inner_text() == told


def test_a_record_of_ones_own_with_a_value_for_a_browser_can_be_changed(open_page, monkeypatch):
    monkeypatch.setitem(TABLE, "arccos", dataclasses.replace(ARCCOS, browser="Math.acos(x)"))
    page = open_page(stepper(unary(TABLE["arccos"], Value(0.5, label="x"))))
    page.get_by_role("spinbutton", name="Input x").fill("0.25")
    assert_same(unary(TABLE["arccos"], Value(0.25)), page.evaluate(STATE))
