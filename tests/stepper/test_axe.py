"""The page passes axe; see accessible.py for what the test needs."""

import pytest
from accessible import BROKEN, source_of_axe
from pages import network, neuron, node

from autograd_mini.stepper import stepper


@pytest.fixture(scope="module")
def axe():
    return source_of_axe()


@pytest.mark.slow
def test_no_rule_of_axe_is_broken(open_page, axe):
    """In both languages, light and dark, large and small, with a question, hints and a node."""
    page = open_page(stepper(neuron()[2]))
    page.evaluate(axe)
    page.locator(".predict input").check()
    page.keyboard.press("End")
    node(page, 1).click()
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)
        for language in ("en", "zh"):
            page.locator("[data-key=language]").select_option(language)
            page.locator(".question input").fill("1e6")
            page.locator(".question input").press("Enter")
            for theme in ("light", "dark"):
                page.locator("main").evaluate("(e, theme) => (e.dataset.theme = theme)", theme)
                assert page.locator(".hint, .details dl").count() >= 2
                assert page.evaluate(BROKEN) == [], (size, language, theme)


@pytest.mark.slow
def test_no_rule_of_axe_is_broken_by_a_network(open_page, axe):
    page = open_page(stepper(network()))
    page.evaluate(axe)
    for key in ("Home", "End"):
        page.keyboard.press(key)
        assert page.evaluate(BROKEN) == []
    # And it would notice a fault.
    page.evaluate("""() => {
        document.querySelector(".position").removeAttribute("aria-label");
        document.querySelector(".position").title = "";
        document.querySelector(".keys").style.color = "#cccccc";
    }""")
    assert {"label", "color-contrast"} <= {rule for rule, *_ in page.evaluate(BROKEN)}
