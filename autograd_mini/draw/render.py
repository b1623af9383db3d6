"""Drawing: a graphviz.Digraph that any machine can render.

Whose `dot` turns the DOT text into a picture?  The one of the system if there is one, else the
Graphviz that comes inside pygraphviz.  Both run in a process of their own, so that a picture that
takes too long can be given up.
"""

import html
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import graphviz

from autograd_mini.draw import in_browser
from autograd_mini.draw.in_browser import Renderer
from autograd_mini.files import write
from autograd_mini.formulas.labels import plain

# What the child process runs when there is no `dot`: DOT on stdin, the picture on stdout.  The
# current folder must not be importable there, or somebody's own string.py would be found in it.
EMBEDDED = """
import sys
sys.path = [folder for folder in sys.path if folder]
import pygraphviz
graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"))
sys.stdout.buffer.write(graph.draw(prog=sys.argv[1], format=sys.argv[2]))
"""

# What a `dot` says that knows no format at all, for `dot -c` has never been run.
NOT_SET_UP = re.compile(r"not recognized\. (?:Use one of:\s*$|No formats found)")

# Formats of Graphviz that are the DOT text itself, so that an ending asks for the text.
SOURCES = ("gv", "dot")

# Not every program honours baseline-shift, so sub- and superscripts are moved by hand.  Their size
# is the one that Graphviz gives them in its layout, and in PNG and PDF, but not in SVG.
SHIFTED = re.compile(
    r'(<text\b[^>]*\by=")([-.\d]+)("[^>]*?) baseline-shift="(sub|super)"'
    r'([^>]*\bfont-size=")([.\d]+)'
)
SHIFT = {"sub": 0.25, "super": -0.5}  # of the small font's size, downwards
SMALLER = 0.83

# A script begins where the text before it ends, however wide that turns out to be: Graphviz lays
# out with widths in whole pixels, which nobody draws.  So it becomes a part of that text.
SCRIPTED = re.compile(
    r"(<text\b(?![^>]*baseline-shift)[^>]*>[^<]*)</text>"
    r'((?:\s*<text\b[^>]*baseline-shift="[^>]*>[^<]*</text>)+)'
)
SCRIPT = re.compile(
    r'<text\b[^>]* baseline-shift="(sub|super)"[^>]*\bfont-size="([.\d]+)"[^>]*>([^<]*)</text>'
)

# Where the font changes a text ends, and programs cut off the space that it begins or ends with,
# librsvg even one that does not break, unless they are told not to.
CUT_OFF = re.compile(
    "<text (?![^>]*xml:space)(?=[^>]*>(?: |\N{NO-BREAK SPACE}|&#160;|[^<]*"
    "(?: |\N{NO-BREAK SPACE}|&#160;)<))"
)


SCALED = re.compile(r"too large for \S+ bitmaps\. Scaling by ([\d.]+) to fit")

# What a screen reader says of a part and a browser shows: to Graphviz that is the name of its node.
NAMED = re.compile(
    r'(<g id="([^"]*)" class="[^"]*">\s*<title>)[^<]*(?=</title>\s*<g id="a_\2"><a [^>]*'
    r'xlink:title="([^"]*)")'
)
UNNAMED = re.compile(
    r'(<g id="[^"]*" class="[^"]*"[^>]*>\s*)<title>[^<]*</title>(?!\s*<g id="a_)\s*'
)


_registered: list[Renderer] = []  # where there are no programs, as in a browser

CELL = 636.0  # points, 848 pixels: the cell of a notebook, in a window of 1280


class RendererNotFound(graphviz.ExecutableNotFound):  # type: ignore[misc]
    """There is neither a `dot` program nor the package pygraphviz."""

    _msg = (
        "drawing needs Graphviz, and there is none.  There are two ways to get it: "
        "`python -m pip install pygraphviz`, which brings a Graphviz of its own, or install "
        "Graphviz from https://graphviz.org/download/ so that the command `dot` works. "
        "The DOT text itself, drawing.source, needs neither"
    )

    def __init__(self) -> None:
        RuntimeError.__init__(self, self._msg)


class LoadGraphvizFirst(RendererNotFound):
    """In this browser, Python cannot wait for Graphviz in the middle of a call."""

    _msg = (
        "drawing needs Graphviz, and this browser has to be asked for it first: write "
        "`from autograd_mini.draw import load_graphviz` and `await load_graphviz()` in a cell"
    )


class RenderingError(RuntimeError):
    """Graphviz could not make the picture, or took too long."""


def register_renderer(renderer: Renderer) -> None:
    """Have pictures made by a function where there is neither `dot` nor pygraphviz.

    renderer: takes a text in DOT, a format such as "svg", and the name of a layout engine, and
        returns the picture; ValueError, with the reason, if it cannot.  The last one counts.
    """
    _registered[:] = [renderer]


async def load_graphviz(module: str = in_browser.MODULE) -> None:
    """Fetch the Graphviz of a browser, where Python itself runs in one, as in JupyterLite.

    In a cell: `await load_graphviz()`.  Browsers that can wait within a call do it by themselves
    at the first picture.

    module: the address of @hpcc-js/wasm-graphviz, for a school with a copy of its own.

    RuntimeError if Python does not run in a browser.
    """
    if not in_browser.HERE:
        raise RuntimeError(
            "load_graphviz is for Python in a browser; here pictures are made by pygraphviz or dot"
        )
    register_renderer(await in_browser.fetched(module))


class Drawing(graphviz.Digraph):  # type: ignore[misc]
    """A graphviz.Digraph that needs no `dot` on the machine and never hangs.

    `source`, `pipe`, `render`, `view` and the display in notebooks are those of graphviz.Digraph;
    `save` writes pictures, too.  Two things are better: a picture is written whole or not at all,
    and a label that Graphviz cannot read is an error.

    Attributes: `timeout`, the seconds after which rendering is given up; `title` and `description`,
    what a screen reader says of the picture as an SVG, in a few words and in some more.

    >>> Drawing(body=["x -> y"]).pipe(format="svg", encoding="utf-8")[:5]
    '<?xml'
    """

    timeout: float = 60.0
    title: str = ""
    description: str = ""

    def pipe(
        self,
        format: str | None = None,
        renderer: str | None = None,
        formatter: str | None = None,
        neato_no_op: bool | int | None = None,
        quiet: bool = False,
        *,
        engine: str | None = None,
        encoding: str | None = None,
    ) -> Any:
        """Return the picture as bytes, or as text if there is an `encoding`.

        format: "svg", "png", "pdf", …, as for graphviz.Digraph, like the other arguments.

        RendererNotFound without any Graphviz, RenderingError if it fails or takes too long.
        """
        if neato_no_op is not None:
            raise ValueError("neato_no_op is for graphs with positions, and this one has none")
        kind = ":".join(filter(None, [format or self.format, renderer, formatter]))
        picture = graphviz_output(self.source, kind, engine or self.engine, self.timeout)
        if kind == "svg":
            picture = told(picture.decode(), self.title, self.description).encode()
        return picture.decode(encoding) if encoding else picture

    def save(
        self,
        filename: str | os.PathLike[str] | None = None,
        directory: str | os.PathLike[str] | None = None,
        *,
        skip_existing: bool | None = False,
    ) -> str:
        """Write the picture to a file whose ending is its format, and return the path.

        save("J.svg") draws; save("J.gv"), or a name without an ending, writes the DOT text, as that
        of graphviz.Digraph does, whose arguments these are.

        OSError with the path if the file cannot be written; otherwise as `pipe`.
        """
        path = Path(directory or self.directory, filename or self.filename)
        kind = Path(filename or "").suffix[1:].lower()
        if skip_existing and path.exists():
            return str(path)
        if kind in graphviz.FORMATS and kind not in SOURCES:
            write(path, self.pipe(kind))
        else:
            write(path, self.source.encode(self.encoding))
        return str(path)

    def _repr_image_svg_xml(self) -> str:
        """Return the picture for a notebook, which may show it as an image of its own size."""
        return narrowed(self.pipe(format="svg", encoding="utf-8"))

    def render(
        self,
        filename: str | os.PathLike[str] | None = None,
        directory: str | os.PathLike[str] | None = None,
        view: bool = False,
        cleanup: bool = False,
        format: str | None = None,
        renderer: str | None = None,
        formatter: str | None = None,
        neato_no_op: bool | int | None = None,
        quiet: bool = False,
        quiet_view: bool = False,
        *,
        outfile: str | os.PathLike[str] | None = None,
        engine: str | None = None,
        raise_if_result_exists: bool = False,
        overwrite_source: bool = False,
    ) -> str:
        """Write the DOT text and the picture to files; return the path of the picture.

        outfile: where the picture goes; its ending is the format.  The DOT text goes to `filename`,
        or beside the picture with the ending .gv; `cleanup=True` leaves it out.

        OSError with the path if a file cannot be written; otherwise as `pipe`.
        """
        if outfile is None:
            source = Path(directory or self.directory, filename or self.filename)
            picture = Path(f"{source}.{format or self.format}")
        else:
            picture = Path(directory or self.directory, outfile)
            source = Path(directory or "", filename) if filename else picture.with_suffix(".gv")
            format = format or picture.suffix[1:] or None
        if picture == source and not overwrite_source:
            raise ValueError(f"the picture {picture} would overwrite its own source")
        if raise_if_result_exists and picture.exists():
            raise graphviz.FileExistsError(f"{picture} exists")
        drawn = self.pipe(format, renderer, formatter, neato_no_op, quiet, engine=engine)
        if not cleanup:
            write(source, self.source.encode(self.encoding))
        write(picture, drawn)
        if view or quiet_view:
            graphviz.view(picture, quiet=quiet_view)
        return str(picture)


def graphviz_output(source: str, format: str, engine: str, timeout: float) -> bytes:
    """Return the picture that Graphviz makes of DOT text; errors as for `Drawing.pipe`."""
    if engine not in graphviz.ENGINES:
        engines = ", ".join(sorted(graphviz.ENGINES))
        raise ValueError(f"no layout engine is called {engine!r}; there are {engines}")
    if format.split(":")[0] not in graphviz.FORMATS:
        raise ValueError(f"no picture format is called {format!r}; try svg, png or pdf")
    commands = _commands(format, engine)
    if not commands:
        try:
            return _finished(_found()(source, format, engine), format)
        except ValueError as error:
            raise RenderingError(f"Graphviz cannot draw this as {format}: {error}") from error
    done, complaints = _run(commands[0], source, timeout)
    if NOT_SET_UP.search(complaints):
        if len(commands) == 1:
            raise RenderingError(
                f"Graphviz cannot draw this as {format}, for it has not been set up: run `dot "
                "-c` once as administrator, or python -m pip install pygraphviz"
            )
        done, complaints = _run(commands[1], source, timeout)
    # A label that it cannot read leaves Graphviz content with half a picture and an exit code of 0.
    if done.returncode or not done.stdout or re.search(r"^Error:", complaints, re.MULTILINE):
        raise RenderingError(f"Graphviz cannot draw this as {format}: {complaints.strip()[-500:]}")
    smaller = SCALED.search(complaints)
    if smaller:
        warnings.warn(
            f"the picture is too large for a {format}, so Graphviz scaled it by "
            f"{float(smaller[1]):.2g}: its text may be too small to read; an SVG has no limit",
            stacklevel=4,
        )
    return _finished(done.stdout, format)


def _commands(format: str, engine: str) -> list[list[str]]:
    """Return the commands that draw: that of the system, and that of what pygraphviz brings."""
    found = []
    if executable := shutil.which(engine):
        found.append([executable, f"-T{format}"])
    if importlib.util.find_spec("pygraphviz") and sys.executable:
        found.append([sys.executable, "-c", EMBEDDED, engine, format])
    return found


def _run(
    command: list[str], source: str, timeout: float
) -> tuple[subprocess.CompletedProcess[bytes], str]:
    """Return what came of a command that draws, and what it complained of."""
    try:
        done = subprocess.run(
            command,
            input=source.encode(),
            capture_output=True,
            timeout=timeout,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows: no flashing box
        )
    except subprocess.TimeoutExpired:
        raise RenderingError(
            f"Graphviz was stopped after {timeout:g} s; draw a smaller part of the graph, or set "
            "drawing.timeout higher"
        ) from None
    return done, done.stderr.decode(errors="replace")


def _found() -> Renderer:
    """Return the registered renderer, or that of the browser."""
    if not _registered:
        renderer = in_browser.at_once()
        if renderer is None:
            raise LoadGraphvizFirst if in_browser.HERE else RendererNotFound
        register_renderer(renderer)
    return _registered[0]


def _finished(picture: bytes, format: str) -> bytes:
    return the_same_everywhere(picture) if format == "svg" else picture


def the_same_everywhere(svg: bytes) -> bytes:
    """Return an SVG with each baseline-shift turned into a change of y, and with no space lost."""

    def move(match: re.Match[str]) -> str:
        before, y, middle, direction, after, size = match.groups()
        small = SMALLER * float(size)
        return f"{before}{float(y) + SHIFT[direction] * small:.2f}{middle}{after}{small:.2f}"

    moved = SHIFTED.sub(move, SCRIPTED.sub(_attached, svg.decode("utf-8")))
    return CUT_OFF.sub('<text xml:space="preserve" ', moved).encode("utf-8")


def _attached(match: re.Match[str]) -> str:
    """Return a text and the scripts behind it as one text."""
    told, shifted = match[1], 0.0
    for direction, size, script in SCRIPT.findall(match[2]):
        small = SMALLER * float(size)
        shift = SHIFT[direction] * small
        told += f'<tspan dy="{shift - shifted:.2f}" font-size="{small:.2f}">{script}</tspan>'
        shifted = shift
    return f"{told}</text>"


def narrowed(svg: str) -> str:
    """Return an SVG of Graphviz that is not wider than the cell of a notebook.

    >>> narrowed('<svg width="1060pt" height="500pt">'), narrowed('<svg width="99pt" height="9pt">')
    ('<svg width="636pt" height="300pt">', '<svg width="99pt" height="9pt">')
    """

    def scale(match: re.Match[str]) -> str:
        width, height = map(float, match.groups())
        part = min(1.0, CELL / width)
        return f'<svg width="{part * width:.4g}pt" height="{part * height:.4g}pt"'

    return re.sub(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"', scale, svg, count=1)


def told(svg: str, title: str, description: str) -> str:
    """Return an SVG that says what it is, part by part, and that is never wider than its page.

    The tooltip of a part becomes its title; a part without one has none.
    """
    svg = UNNAMED.sub(r"\1", NAMED.sub(r"\1\3", svg))
    words = [("title", title), ("desc", description)]
    said = "".join(f"<{tag}>{html.escape(plain(text))}</{tag}>" for tag, text in words if text)
    role = ' role="img" style="max-width:100%;height:auto"'
    return re.sub(r"<svg[^>]*", lambda match: f"{match[0]}{role}", svg, count=1).replace(
        "<g id=", f"{said}<g id=", 1
    )
