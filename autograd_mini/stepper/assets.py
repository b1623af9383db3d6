"""The stylesheet and the JavaScript of the page, for the page itself and for the widget."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

from autograd_mini.elementary import TABLE
from autograd_mini.stepper.picture import stylesheet

ROOT = ".autograd-mini"  # the class of the element that the page lives in
# Each file imports from those before it; the last one exports what the page is.  The first of all,
# operations.js, is written from the table.
SCRIPTS = (
    "numbers.js", "writing.js", "controls.js", "state.js", "picture.js", "panel.js", "predict.js",
    "page.js",
)  # fmt: skip
IMPORT = re.compile(r'^import \{[^}]*\} from "\./\w+\.js";.*\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=function|const|class)", re.MULTILINE)


def style() -> str:
    """Return the stylesheet of the page."""
    return base() + text("page.css")


def base() -> str:
    """Return what the stylesheets of all pages begin with: colours, fonts, headings, controls."""
    return stylesheet(ROOT) + text("base.css")


def script() -> str:
    """Return the JavaScript of the page; for the widget it exports a default, too."""
    return module(sources())


def module(sources: Mapping[str, str]) -> str:
    """Return files of JavaScript as one module, for a file that needs no other.

    sources: the files by their names, each after those that it imports; the last exports `show`.
    """
    *parts, page = [IMPORT.sub("", text) for text in sources.values()]
    return "\n".join([EXPORT.sub("", part) for part in parts] + [page])


def sources(names: Iterable[str] = SCRIPTS) -> dict[str, str]:
    """Return files of the JavaScript, each after those that it imports."""
    return {"operations.js": operations()} | {name: text(name) for name in names}


def operations() -> str:
    """Return the operations of the table that have a value for a browser, as JavaScript.

    >>> [line.strip() for line in operations().splitlines() if "sub" in line or "total" in line]
    ['sub: (u, v) => u - v,', 'total: (...x) => exactSum(x),']
    """
    operands = {1: "x", 2: "u, v", None: "...x"}
    rows = [
        f"  {op.name}: ({operands[op.arity]}) => {op.browser},\n"
        for op in TABLE.values()
        if op.browser
    ]
    head = "// Operations: the records of the table that have a value for a browser.\n\n"
    return f"{head}export const OPERATIONS = {{\n{''.join(rows)}}};\n"


def text(name: str) -> str:
    """Return a file of this folder."""
    return files(__package__).joinpath(name).read_text("utf-8")
