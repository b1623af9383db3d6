"""One SVG for each moment of the forward and the backward pass, to put on slides.

Programs for slides know little of SVG: no styles, no variables, no scripts.  So everything is said
by attributes of the elements themselves.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograd_mini.draw.style import theme
from autograd_mini.files import write
from autograd_mini.graph import Graph
from autograd_mini.nn import Forward
from autograd_mini.options import directed, first, significant, spoken
from autograd_mini.stepper.given import end_of
from autograd_mini.stepper.knowledge import known
from autograd_mini.stepper.slide import Film
from autograd_mini.stepper.trace import Trace
from autograd_mini.value import Value


@first("J")
def frames(
    shown: Value | Graph | Forward | Trace,
    /,
    directory: str | os.PathLike[str],
    *,
    y: Sequence[Any] | None = None,
    J: Value | None = None,
    language: str = "en",
    digits: int = 4,
    direction: str = "auto",
    dark: bool = False,
    limit: int = 300,
) -> list[str]:
    """Write a picture for every moment, step-001.svg and so on, and return their paths.

    Each is as large as a slide, 1920 × 1080.  It shows the numbers that are known by then, what is
    at work in yellow, what happens in a sentence, and the equation.  A graph that could not be read
    on a slide is shown in part, the operation at work with its operands or the node with all that
    it is used for, beside a map of the whole.

    shown: the end of a graph, or its `Graph`; no grad of it is touched.  Or the record that
        `net.forward(x)` returned, for the graph of its cost.  A trace is taken, too, as it is.
    directory: where the pictures go; it is made if it is not there.
    y, J: for a record, its targets, or the cost itself; without J it is the cross-entropy of y.
    language: "en" or "zh".
    digits: how many significant digits the numbers of equations have, 1 … 17.
    direction: "LR" to draw the whole from left to right, "TB" from top to bottom; "auto" for what
        fits best.
    dark: whether the slides are dark.
    limit: the most nodes; of edges there may be four times as many.

    TypeError for what is none of these, or y and J without a record; ValueError for a value that is
    not allowed, a record without y and J, or more nodes or edges than the limit; OSError with the
    path if a file cannot be written.  Errors of `J.backward()` and of drawing are passed on.

    >>> import tempfile
    >>> x = Value(3.0, label="x")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [Path(path).name for path in frames(x * x, folder)]
    ['step-001.svg', 'step-002.svg', 'step-003.svg', 'step-004.svg', 'step-005.svg']
    """
    spoken(language)
    significant(digits)
    directed(direction)
    colours = theme(dark)
    if not isinstance(shown, Trace):
        shown = Trace(end_of(shown, y, J, "frames"), limit)
    film, paths = Film(shown, language, digits, direction, colours), []
    width = max(3, len(str(len(shown.moments))))
    for count, now in enumerate(known(shown), start=1):
        path = Path(directory) / f"step-{count:0{width}}.svg"
        write(path, film.frame(count, now).encode())
        paths.append(str(path))
    return paths
