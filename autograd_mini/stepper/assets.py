"""The stylesheet and the JavaScript of the page, for the page itself and for the widget."""

import re
from importlib.resources import files

from autograd_mini.stepper.picture import stylesheet

ROOT = ".autograd-mini"  # the class of the element that the page lives in
# Each file imports from those before it; the last one exports what the page is.
SCRIPTS = ("numbers.js", "writing.js", "state.js", "picture.js", "panel.js", "page.js")
IMPORT = re.compile(r'^import \{[^}]*\} from "\./\w+\.js";.*\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=function|const|class)", re.MULTILINE)


def style() -> str:
    """Return the stylesheet of the page."""
    return stylesheet(ROOT) + _text("page.css")


def script() -> str:
    """Return the JavaScript of the page as one module, for a file that needs no other.

    It exports `show`, and for the widget a default.
    """
    *parts, page = [IMPORT.sub("", _text(name)) for name in SCRIPTS]
    return "\n".join([EXPORT.sub("", part) for part in parts] + [page])


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
