"""A page that steps through the forward and the backward pass of the learner's own graph.

Python says what the steps are, computes the numbers, draws the picture and writes the formulas.
The page, page.js, puts the numbers in.  When an input is changed there, it computes them itself.
"""

import html
import os
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from autograd_mini.draw import messages as draw_messages
from autograd_mini.elementary import TABLE, Elementary
from autograd_mini.files import write
from autograd_mini.formulas.notation import CANCELS, as_latex
from autograd_mini.formulas.terms import Expression, Symbol
from autograd_mini.graph import Graph
from autograd_mini.nn import Forward
from autograd_mini.options import directed, first, shaded, spoken
from autograd_mini.stepper.animation import animation_of, as_image
from autograd_mini.stepper.assets import script, style
from autograd_mini.stepper.document import document
from autograd_mini.stepper.frames import frames
from autograd_mini.stepper.given import end_of
from autograd_mini.stepper.mathml import Formulas, mathml
from autograd_mini.stepper.messages import MESSAGES
from autograd_mini.stepper.picture import arrows, picture
from autograd_mini.stepper.rules import operations_in, rules_of
from autograd_mini.stepper.trace import Trace
from autograd_mini.value import Value

CELL = 848.0  # pixels, the width of a notebook's cell in a window of 1280
SAVED = 'stepper(…).save("backprop.html")'
STILL = {
    "en": "A picture of a page that goes through this step by step. Run the cell to see the page, "
    "or open the file that {code} writes.",
    "zh": "这是逐步演示页面的静态图。运行此单元格即可看到页面，也可打开 {code} 写出的文件。",
}


@first("J")
def stepper(
    shown: Value | Graph | Forward,
    /,
    *,
    y: Sequence[Any] | None = None,
    J: Value | None = None,
    language: str = "en",
    direction: str = "auto",
    dark: bool | None = None,
    limit: int = 300,
) -> "Stepper":
    """Return a page that steps through the forward and the backward pass of a graph.

    As the last line of a notebook's cell it shows itself; `stepper(J).save("backprop.html")` writes
    one file that needs no network.

    shown: the end of the graph, or its `Graph`.  It need not have run backward, and no grad of it
        is touched: the page shows a copy, with the gradients of a single `J.backward()` that starts
        from zero.  Or the record that `net.forward(x)` returned, for the graph of its cost.
    y, J: for a record, its targets, or the cost itself; without J it is the cross-entropy of y.
    language: "en" or "zh", of the page when it opens.
    direction: "LR" to draw from left to right, as "auto" does, "TB" from top to bottom.
    dark: whether the page is dark when it opens; None leaves that to the browser.
    limit: the most nodes; of edges there may be four times as many.

    TypeError for what is none of these, or y and J without a record; ValueError for another
    language or direction, a record without y and J, or more nodes or edges than the limit.  Errors
    of `J.backward()` and of drawing are passed on.

    >>> x, w = Value(2.0, label="x"), Value(-0.5, label="w")
    >>> stepper((w * x).sigmoid())
    <Stepper of 4 nodes, 7 steps>
    """
    spoken(language)
    shaded(dark)
    directed(direction)
    trace = Trace(end_of(shown, y, J, "stepper"), limit)
    return Stepper(trace, language, direction=direction, dark=dark)


class Stepper:
    """The page of one graph; see `stepper`.

    In a notebook it is a widget, or a page in a frame where anywidget is not installed.  A saved
    notebook keeps a picture of it, for where no widget runs.  (`nbconvert --execute` keeps the
    widget, which needs a network, unless it is told `store_widget_state=False`.)

    trace: the moments it steps through.  language: the one it opens in.
    """

    def __init__(
        self, trace: Trace, language: str, *, direction: str = "auto", dark: bool | None = None
    ) -> None:
        self.trace, self.language = trace, language
        self.direction, self.dark = direction, dark

    def __repr__(self) -> str:
        return f"<Stepper of {len(self.trace.nodes)} nodes, {len(self.trace.moments)} steps>"

    @cached_property
    def steps(self) -> dict[str, Any]:
        """All that the page is told, as JSON has it."""
        operations = {n.op.name: n.op for n in self.trace.nodes if n.op}
        return {
            "language": self.language,
            "messages": {language: MESSAGES[language] | drawn(language) for language in MESSAGES},
            **graph(self.trace),
            "operations": {name: _operation(op) for name, op in operations.items()},
            **equations(self.trace),
            "arrows": arrows(),
            "picture": ET.tostring(picture(self.trace.graph, self.direction), encoding="unicode"),
            **({} if self.dark is None else {"theme": "dark" if self.dark else "light"}),
        }

    def html(self) -> str:
        """Return the page, as one HTML document that needs nothing from elsewhere."""
        title = MESSAGES[self.language]["title"]
        return document(self.language, title, style(), self.steps, script())

    def save(self, path: str | os.PathLike[str]) -> str:
        """Write the page to a file, whole or not at all, and return its path.

        OSError with the path if it cannot be written.
        """
        write(Path(path), self.html().encode())
        return str(path)

    def frames(
        self,
        directory: str | os.PathLike[str],
        *,
        language: str | None = None,
        digits: int = 4,
        direction: str = "auto",
        dark: bool | None = None,
    ) -> list[str]:
        """Write a picture of every step, for slides, and return their paths; see `frames`.

        language, dark: those of the page if they are None.
        """
        return frames(
            self.trace,
            directory,
            language=self.language if language is None else language,
            digits=digits,
            direction=direction,
            dark=bool(self.dark) if dark is None else dark,
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        plain = f"{self!r}\n{STILL[self.language].format(code=SAVED)}"
        try:
            from autograd_mini.stepper.widget import widget
        except ImportError:  # no anywidget here: the page in a frame of its own
            page = html.escape(self.html(), quote=True)
            frame = (
                f'<iframe srcdoc="{page}" title="{html.escape(MESSAGES[self.language]["title"])}" '
                'style="width:100%;height:46rem;border:0" sandbox="allow-scripts"></iframe>'
            )
            return {"text/plain": plain, "text/html": frame}
        live: Any = widget(self.steps)._repr_mimebundle_(**kwargs)
        shown, metadata = live
        return {**shown, "text/plain": plain, "text/html": self._still()}, metadata

    def _still(self) -> str:
        """Return what a saved notebook shows where no widget runs, as HTML."""
        picture = animation_of(self.trace, self.language, self.direction, self.dark)
        if picture.width > CELL:  # perhaps it is readable from top to bottom
            below = animation_of(self.trace, self.language, "TB", self.dark)
            picture = min(picture, below, key=lambda one: one.width)
        title = "{title}{colon}".format(**MESSAGES[self.language]) + self.trace.names[-1].text
        words = STILL[self.language].format(code=f"<code>{html.escape(SAVED)}</code>")
        return f"{as_image(picture.still(), title)}<p>{words}</p>"


def drawn(language: str) -> dict[str, str]:
    """Return the words that pictures of graphs have, as messages of the page.

    >>> drawn("zh")["drawn_layer"]
    '第 {layer} 层'
    """
    words = draw_messages.MESSAGES[language]
    return {f"drawn_{key}": words[key] for key in ("value", "grad", "layer", "cost")}


def graph(trace: Trace) -> dict[str, Any]:
    """Return the nodes as data, with their numbers, and all that the page needs to compute others.

    That is the rules of their operations; "missing" names the first operation, if there is one,
    that it would need and that has no value for a browser.
    """
    nodes = [
        {
            "name": symbol.text,
            "math": mathml(symbol.latex),
            **({"delta": mathml(delta.latex)} if delta else {}),
            "value": n.data,
            "gradient": n.grad,
            "partials": trace.graph.partials[id(n)],
            "op": n.op.name if n.op else None,
            # A number stands in a list of its own, to be told from the rank of a node.
            "operands": [trace.rank[id(x)] if isinstance(x, Value) else [x] for x in n.operands],
        }
        for n, symbol, delta in zip(trace.nodes, trace.names, trace.deltas)
    ]
    sizes = dict.fromkeys((n.op, len(n.operands)) for n in trace.nodes if n.op)  # in their order
    rules = {f"{op.name}/{size}": rules_of(op, size) for op, size in sizes}
    needed = [op.name for op, _ in sizes]
    for of_one in rules.values():
        needed += operations_in(of_one)
    missing = [name for name in needed if name in TABLE and not TABLE[name].browser]
    return {"nodes": nodes, "rules": rules, "missing": next(iter(missing), None)}


def equations(trace: Trace) -> dict[str, Any]:
    """Return the moments as data, with their equations, and the templates that these refer to."""
    formulas = Formulas()
    moments = []
    for moment in trace.moments:
        told: dict[str, Any] = {"kind": moment.kind, "node": moment.node, "edge": moment.edge}
        if moment.terms:
            told |= {"term": moment.term, "terms": moment.terms}
        if moment.equation:
            left, chain = moment.equation.left, moment.equation.chain
            told["sides"] = [formulas.names(side) for side in (left, *chain)]
            told["sides"] += [formulas.numbers(side, trace.rank) for side in chain[-1:]]
        moments.append(told)
    return {"moments": moments, "templates": formulas.templates, "cancels": CANCELS}


def _operation(op: Elementary) -> dict[str, Any]:
    """Return what the page says of an operation in general, with letters for the operands."""
    letters = {1: "x", 2: "u v"}.get(
        op.arity or 0, "w_1 w_2 x_1 x_2" if op.name == "dot" else "x_1 x_2"
    )
    operands = [Symbol(letter, letter, 0.5) for letter in letters.split()]
    return {
        "symbol": op.symbol,
        "arity": op.arity,
        "domain": op.domain,
        "formula": mathml(as_latex(Expression(op.name, tuple(operands)))),
        "derivative": mathml(op.latex),
    }
