"""How pictures look: colours, numbers, labels as HTML, and the width of an arrow.

The colours are those of Okabe and Ito, which colour-blind readers can tell apart too.  A sign is
always printed as well, so that no colour is the only cue.
"""

import html
import math
import re
from typing import NamedTuple

from autograd_mini.labels import parts

POSITIVE, NEGATIVE, NOTHING = "#D55E00", "#0072B2", "#9AA3AD"
GRADIENT = "#A33F00"
QUIET = "#5B6470"
SANS, MONO = "Arial", "Courier New"
NOT_IN_XML = re.compile("[^\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNKNOWN = "–"  # a gradient before backward()
LONGEST = 40  # characters of a label; the tooltip has the rest

GRAPH = {
    "rankdir": "LR",
    "newrank": "true",
    "outputorder": "edgesfirst",
    "nodesep": "0.12",
    "ranksep": "0.6",
    "pad": "0.2",
    "bgcolor": "white",
    "fontname": SANS,
    "fontsize": "14",
    "fontcolor": "#3D4752",
}
NODE = {"shape": "plain", "fontname": SANS, "fontsize": "12"}
EDGE = {
    "fontname": SANS,
    "fontsize": "10",
    "fontcolor": "#333333",
    "arrowsize": "0.6",
    "headport": "w",
    "tailport": "e",
}
CLUSTER = {
    "style": "rounded,filled",
    "color": "#C9D1DA",
    "fillcolor": "#F6F8FA",
    "labeljust": "l",
    "labelloc": "t",
    "margin": "10",
}


class Role(NamedTuple):
    """What part a node plays, and the colours of its border and its ground."""

    name: str
    border: str
    ground: str


INPUT = Role("input", "#0072B2", "#E8F1FA")
PARAMETER = Role("parameter", "#E69F00", "#FFF4D6")
OPERATION = Role("operation", QUIET, "#FFFFFF")
ACTIVATION = Role("activation", "#009E73", "#E6F5EF")
CONSTANT = Role("constant", "#9AA3AD", "#F6F8FA")
OUTPUT = Role("output", "#CC79A7", "#FBE5EF")


def number(x: float, *, signed: bool = False) -> str:
    """Return a number in a few characters, with three decimals where that says enough.

    >>> [number(x) for x in (0.6931, -5.1, 0.0, 3e-5, 123456.0)]
    ['0.693', '-5.100', '0', '3.0e-5', '1.2e+5']
    >>> number(0.25, signed=True)
    '+0.250'
    """
    if x == 0:
        return "0"
    sign = "+" if signed else ""
    if 0.01 <= abs(x) < 1000:
        return f"{x:{sign}.3f}"
    mantissa, exponent = f"{x:{sign}.1e}".split("e")
    return f"{mantissa}e{int(exponent):+d}"


def plain(text: str) -> str:
    """Return text without tabs and without the characters that no SVG file may hold."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def escaped(text: str) -> str:
    r"""Return text for use inside an HTML label, where to Graphviz \N is the name of the node.

    A label of nothing but ] is a syntax error to Graphviz, so ] is written as its number.

    >>> escaped(r"<x> \N")
    '&lt;x&gt; \\\\N'
    """
    safe = html.escape(plain(text)).replace("]", "&#93;")
    return safe.replace("\\", r"\\").replace("\n", "<BR/>")


def as_html(label: str) -> str:
    """Return a label as HTML with true superscripts and subscripts.

    >>> as_html("a^(2)_1")
    'a<SUP><FONT POINT-SIZE="9">(2)</FONT></SUP><SUB><FONT POINT-SIZE="9">1</FONT></SUB>'
    >>> as_html("<b>")
    '&lt;b&gt;'
    """
    if len(label) > LONGEST:
        return escaped(label[: LONGEST - 1] + "…")
    base, superscript, subscript = parts(label)
    result = escaped(base)
    if superscript:
        result += raised(f"({escaped(superscript)})")
    if subscript:
        result += f'<SUB><FONT POINT-SIZE="9">{escaped(subscript)}</FONT></SUB>'
    return result


def raised(text: str) -> str:
    """Return HTML as a superscript."""
    return f'<SUP><FONT POINT-SIZE="9">{text}</FONT></SUP>'


def text(html: str, size: int, colour: str = "black", font: str = SANS) -> str:
    """Return HTML in a font of some points; Graphviz refuses a font around nothing."""
    return f'<FONT FACE="{font}" POINT-SIZE="{size}" COLOR="{colour}">{html}</FONT>' if html else ""


def digits(number: str, colour: str = "black", size: int = 11) -> str:
    """Return a cell with a number in it."""
    return f'<TD ALIGN="RIGHT" WIDTH="{5 * size}">{text(number, size, colour, MONO)}</TD>'


def table(
    role: Role,
    title: str,
    rows: list[tuple[str, str, str]],
    *,
    flat: bool = False,
    width: int = 0,
) -> str:
    """Return a rounded box with a title, in HTML, above rows of a name, a number and its colour.

    flat: all in one row, without the names.  width: the least width, in points.
    """
    if flat:
        numbers = "".join(digits(value, colour) for _, value, colour in rows)
        content = f'<TR><TD ALIGN="LEFT" WIDTH="{max(0, width - 56)}">{title}</TD>{numbers}</TR>'
    else:
        rule = "<HR/>" if rows else ""
        content = f'<TR><TD COLSPAN="2" WIDTH="{width}">{title}</TD></TR>{rule}' + "".join(
            f'<TR><TD ALIGN="LEFT">{text(name, 10, QUIET)}</TD>{digits(value, colour)}</TR>'
            for name, value, colour in rows
        )
    return (
        '<TABLE BORDER="1.5" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3" STYLE="ROUNDED" '
        f'COLOR="{role.border}" BGCOLOR="{role.ground}">{content}</TABLE>'
    )


def tooltip(text: str) -> str:
    r"""Return text as a line for a tooltip; Graphviz looks for entities there, and for \N twice."""
    line = plain(text).replace("\n", " ")
    return line.replace("&", "&amp;").replace("\\", 4 * "\\")


def arrow(flow: float, largest: float) -> dict[str, str]:
    """Return width and colour of an arrow along which `flow` runs, next to the largest flow.

    The root makes a flow of a hundredth still visible beside the largest.
    """
    if flow == 0:
        return {"penwidth": "0.7", "color": NOTHING}
    width = 0.7 + 4.3 * math.sqrt(abs(flow) / largest)
    return {"penwidth": f"{width:.2f}", "color": POSITIVE if flow > 0 else NEGATIVE}
