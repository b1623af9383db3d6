"""Graphviz for Python in a browser: JupyterLite, and other notebooks that run on Pyodide.

There no program can be started, so Graphviz comes as WebAssembly, from a module of JavaScript:
@hpcc-js/wasm-graphviz.  A notebook in a browser has come over the network, and so does the module.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from autograd_mini.draw.html_labels import unreadable

MODULE = "https://cdn.jsdelivr.net/npm/@hpcc-js/wasm-graphviz@1.29.2/dist/index.js"
HERE = sys.platform == "emscripten"

Renderer = Callable[[str, str, str], bytes]


def renderer(layout: Callable[[str, str, str], str]) -> Renderer:
    """Return what makes pictures with the layout function of that module.

    It leaves out, and says nothing of, a label that it cannot read; so labels are looked at before.
    """

    def render(source: str, format: str, engine: str) -> bytes:
        problem = unreadable(source)
        if problem:
            raise ValueError(problem)
        try:
            return layout(source, format, engine).encode()
        except Exception as error:  # one of JavaScript's
            raise ValueError(str(error)) from error

    return render


async def fetched(module: str) -> Renderer:
    """Return what makes pictures, from the address of the module."""
    from pyodide.code import run_js  # type: ignore[import-not-found]

    graphviz: Any = await (await run_js(f"import({json.dumps(module)})")).Graphviz.load()
    return renderer(lambda *asked: str(graphviz.layout(*asked)))


def at_once() -> Renderer | None:
    """Return what makes pictures, without an `await`; None where this browser cannot wait."""
    if not HERE:
        return None
    from pyodide.ffi import can_run_sync, run_sync  # type: ignore[import-not-found]

    if not can_run_sync():
        return None
    found: Renderer = run_sync(fetched(MODULE))
    return found
