"""The stylesheet and the JavaScript of the page, for the page itself and for the widget."""

from importlib.resources import files

from autograd_mini.stepper.picture import stylesheet

ROOT = ".autograd-mini"  # the class of the element that the page lives in


def style() -> str:
    """Return the stylesheet of the page."""
    return stylesheet(ROOT) + files(__package__).joinpath("page.css").read_text("utf-8")


def script() -> str:
    """Return the JavaScript module of the page."""
    return files(__package__).joinpath("page.js").read_text("utf-8")
