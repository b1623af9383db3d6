"""How pictures look: colours, numbers, labels as HTML, and the width of an arrow.

The colours are those of Okabe and Ito, which colour-blind readers can tell apart too.  A sign is
always printed as well, so that no colour is the only cue.
"""

import html
import math
from typing import Any, NamedTuple

from autograd_mini.formulas.labels import in_short, parts, plain
from autograd_mini.formulas.minus import minus
from autograd_mini.options import flag

SANS, MONO = "Arial", "Courier New"
NBSP = "\N{NO-BREAK SPACE}"  # SVG drops other spaces where the font changes
UNKNOWN = "–"  # a gradient before backward()
BOX, LINE = "□", "____"  # where a learner writes a gradient and a local derivative
LONGEST = 40  # characters of a label; the tooltip has the rest
LONGEST_TOOLTIP = 3000  # characters, of which some become six; Graphviz reads 16,384 at once


class Role(NamedTuple):
    """What part a node plays, and the colours of its border and its ground."""

    name: str
    border: str
    ground: str


class Theme(NamedTuple):
    """All colours of a picture.

    background: of the page.  ink: of text and values.  quiet: of what should stand back.
    gradient: of numbers that are gradients.  positive, negative, nothing: of arrows, by the sign of
    what flows along them.  unsigned: of arrows that stand for many, with no sign.
    border, ground: of the boxes around layers.  The rest: how a node looks, by its part.
    """

    background: str
    ink: str
    quiet: str
    gradient: str
    positive: str
    negative: str
    nothing: str
    unsigned: str
    border: str
    ground: str
    input: Role
    parameter: Role
    operation: Role
    activation: Role
    constant: Role
    output: Role


LIGHT = Theme(
    background="#FFFFFF",
    ink="#000000",
    quiet="#5B6470",
    gradient="#6A3D9A",
    positive="#D55E00",
    negative="#0072B2",
    nothing="#9AA3AD",
    unsigned="#4F6272",
    border="#C9D1DA",
    ground="#F6F8FA",
    input=Role("input", "#3E4C59", "#EAF0F6"),
    parameter=Role("parameter", "#E69F00", "#FFF4D6"),
    operation=Role("operation", "#5B6470", "#FFFFFF"),
    activation=Role("activation", "#009E73", "#E6F5EF"),
    constant=Role("constant", "#9AA3AD", "#F6F8FA"),
    output=Role("output", "#CC79A7", "#FBE5EF"),
)
# The same hues, lighter: on a dark ground the originals are too dim to read.
DARK = Theme(
    background="#11161C",
    ink="#F0F3F6",
    quiet="#A4AFBB",
    gradient="#C9A8F5",
    positive="#F58B45",
    negative="#56B4E9",
    nothing="#6E7884",
    unsigned="#B3C0CC",
    border="#37424E",
    ground="#181F27",
    input=Role("input", "#9FB3C8", "#1B2A38"),
    parameter=Role("parameter", "#E69F00", "#33270B"),
    operation=Role("operation", "#94A0AC", "#212A34"),
    activation=Role("activation", "#2EBD92", "#0F3027"),
    constant=Role("constant", "#6E7884", "#1C242C"),
    output=Role("output", "#E79AC7", "#3A2030"),
)


ROLES = [part.name for part in LIGHT if isinstance(part, Role)]


class Sizes(NamedTuple):
    """Font sizes, and measures of boxes, in points.

    title: of a node's name.  small: of what stands beside it and of the names of rows.
    script: of sub- and superscripts, before Graphviz makes them smaller.
    digits: of numbers in a node.  edge: of edge labels.
    padding: of a cell.  border: of a box.
    flat: the names of the roles whose boxes have all their numbers beside the name.
    """

    title: int
    small: int
    script: int
    digits: int
    edge: int
    padding: int
    border: float
    flat: tuple[str, ...]


FULL = Sizes(title=12, small=10, script=10, digits=11, edge=10, padding=3, border=1.5, flat=())
MIXED = FULL._replace(flat=("parameter",))
COMPACT = Sizes(
    title=9, small=7, script=8, digits=8, edge=7, padding=2, border=1, flat=tuple(ROLES)
)


def theme(dark: bool) -> Theme:
    """Return the colours for a dark or a light page; TypeError if `dark` is not a bool."""
    flag("dark", dark)
    return DARK if dark else LIGHT


def faded(theme: Theme) -> Theme:
    """Return the theme with all colours close to that of the background.

    >>> faded(LIGHT).ink, faded(DARK).background
    ('#CFCFCF', '#11161C')
    """

    def pale(colour: str) -> str:
        pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(theme.background[1:]))
        return "#" + "".join(f"{round(0.19 * own + 0.81 * page):02X}" for own, page in pairs)

    parts: dict[str, Any] = {
        name: Role(part.name, pale(part.border), pale(part.ground))
        if isinstance(part, Role)
        else pale(part)
        for name, part in theme._asdict().items()
    }
    return theme._replace(**parts)


def graph(theme: Theme = LIGHT, direction: str = "LR") -> dict[str, str]:
    """Return the DOT attributes of a picture that grows in a direction, "LR" or "TB"."""
    return {
        "rankdir": direction,
        "newrank": "true",
        "outputorder": "edgesfirst",
        "nodesep": "0.12" if direction == "LR" else "0.25",
        "ranksep": "0.25",
        "pad": "0.12",
        "bgcolor": theme.background,
        "fontname": SANS,
        "fontsize": "14",
        "fontcolor": theme.quiet,
    }


def node(theme: Theme = LIGHT, sizes: Sizes = FULL) -> dict[str, str]:
    """Return the DOT attributes that all nodes share."""
    size = str(sizes.title)
    return {"shape": "plain", "fontname": SANS, "fontsize": size, "fontcolor": theme.ink}


def edge(theme: Theme = LIGHT, sizes: Sizes = FULL, direction: str = "LR") -> dict[str, str]:
    """Return the DOT attributes that all edges share."""
    return {
        "fontname": SANS,
        "fontsize": str(sizes.edge),
        "fontcolor": theme.ink,
        "arrowsize": "0.6",
        "headport": "w" if direction == "LR" else "n",
        "tailport": "e" if direction == "LR" else "s",
    }


def cluster(theme: Theme = LIGHT) -> dict[str, str]:
    """Return the DOT attributes of the box around a layer."""
    return {
        "style": "rounded,filled",
        "color": theme.border,
        "fillcolor": theme.ground,
        "labeljust": "l",
        "labelloc": "t",
        "margin": "10",
    }


def number(x: float, *, signed: bool = False, digits: int = 3) -> str:
    """Return a number in a few characters, with so many significant digits and a true minus sign.

    >>> [number(x) for x in (0.6931, -5.1, 0.0, 3e-5, 123456.0)]
    ['0.693', '−5.10', '0', '3.00e−5', '1.23e5']
    >>> number(0.25, signed=True), number(2.0, digits=1)
    ('+0.250', '2')
    """
    if x == 0:
        return "0"
    # float: an int or a Fraction was set by hand.  With # no digit is lost because it is a 0.
    mantissa, _, exponent = f"{float(x):{'+' * signed}#.{digits}g}".partition("e")
    mantissa = mantissa.removesuffix(".")
    return minus(f"{mantissa}e{int(exponent)}" if exponent else mantissa)


def exact(x: float) -> str:
    """Return a number with all its digits, for a tooltip.

    >>> exact(-0.1)
    '−0.1'
    """
    return minus(repr(x))


def escaped(text: str) -> str:
    r"""Return text for use inside an HTML label, where to Graphviz \N is the name of the node.

    A label of nothing but ] is a syntax error to Graphviz, so ] is written as its number.

    >>> escaped(r"<x> \N")
    '&lt;x&gt; \\\\N'
    """
    safe = html.escape(plain(text)).replace("]", "&#93;")
    return safe.replace("\\", r"\\").replace("\n", "<BR/>")


def as_html(label: str, sizes: Sizes = FULL, longest: int = LONGEST) -> str:
    """Return a label as HTML with true superscripts and subscripts; a long one without its middle.

    >>> as_html("a^(2)_1")
    'a<SUP><FONT POINT-SIZE="10">(2)</FONT></SUP><SUB><FONT POINT-SIZE="10">1</FONT></SUB>'
    >>> as_html("<b>")
    '&lt;b&gt;'
    """
    base, superscript, subscript = parts(plain(label))
    if len(label) > longest:
        return escaped(in_short(plain(label), longest))
    result = escaped(base)
    if superscript:
        result += raised(f"({escaped(superscript)})", sizes)
    if subscript:
        result += f'<SUB><FONT POINT-SIZE="{sizes.script}">{escaped(subscript)}</FONT></SUB>'
    return result


def raised(text: str, sizes: Sizes = FULL) -> str:
    """Return HTML as a superscript."""
    return f'<SUP><FONT POINT-SIZE="{sizes.script}">{text}</FONT></SUP>'


def text(html: str, size: int, colour: str = "", font: str = SANS) -> str:
    """Return HTML in a font of some points; Graphviz refuses a font around nothing.

    colour: that of the text around it if empty.
    """
    ink = f' COLOR="{colour}"' if colour else ""
    return f'<FONT FACE="{font}" POINT-SIZE="{size}"{ink}>{html}</FONT>' if html else ""


def digits(number: str, colour: str = "", size: int = 11) -> str:
    """Return a cell with a number in it, or an empty one with a border."""
    if number == BOX:
        cell = f'<TD WIDTH="{5 * size}" HEIGHT="{2 * size}"></TD>'
        box = f'<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0"><TR>{cell}</TR></TABLE>'
        return f'<TD CELLPADDING="5">{box}</TD>'  # apart from the border around it
    return f'<TD ALIGN="RIGHT" WIDTH="{5 * size}">{text(number, size, colour, MONO)}</TD>'


def table(
    role: Role,
    title: str,
    rows: list[tuple[str, str, str]],
    *,
    flat: bool = False,
    width: int = 0,
    more: str = "",
    theme: Theme = LIGHT,
    sizes: Sizes = FULL,
) -> str:
    """Return a rounded box with a title, in HTML, above rows of a name, a number and its colour.

    flat: all in one row, without the names.  width: the least width, in points.  more: rows below
    these, of two cells.
    """
    cells = [digits(value, colour, sizes.digits) for _, value, colour in rows]
    if flat:
        content = (
            f'<TR><TD ALIGN="LEFT" WIDTH="{max(0, width - 56)}">{title}</TD>{"".join(cells)}</TR>'
        )
    else:
        rule = "<HR/>" if rows else ""
        content = f'<TR><TD COLSPAN="2" WIDTH="{width}">{title}</TD></TR>{rule}' + "".join(
            f'<TR><TD ALIGN="LEFT">{text(name, sizes.small, theme.quiet)}</TD>{cell}</TR>'
            for (name, _, _), cell in zip(rows, cells)
        )
        content += more
    return (
        f'<TABLE BORDER="{sizes.border}" CELLBORDER="0" CELLSPACING="0" '
        f'CELLPADDING="{sizes.padding}" STYLE="ROUNDED" '
        f'COLOR="{role.border}" BGCOLOR="{role.ground}">{content}</TABLE>'
    )


def beside_line(html: str, sizes: Sizes = FULL, width: float = 0.0) -> str:
    """Return HTML as the label of an edge, far enough from it that its line spares the text.

    width: of the line, in points; a thick one has a thick arrowhead.
    """
    padding = sizes.padding + max(0, round(width - 1.5))
    table = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="{padding}">'
    return f"<{table}<TR><TD>{html}</TD></TR></TABLE>>"


def legend(roles: list[tuple[Role, str]]) -> str:
    """Return what the colours of boxes mean, as HTML: a small box and a word for each part."""
    gap = f'<TD WIDTH="12">{NBSP}</TD>'
    cells = gap.join(
        f'<TD BORDER="1" STYLE="ROUNDED" COLOR="{role.border}" BGCOLOR="{role.ground}" '
        f'WIDTH="22">{NBSP}</TD><TD>{NBSP}{text(escaped(word), 12)}</TD>'
        for role, word in roles
    )
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0"><TR>{cells}</TR></TABLE>'


def caption(lines: list[str], legend: str = "") -> str:
    """Return lines of HTML as the label of a picture, a little apart from what is above it.

    legend: a table below them.
    """
    table = '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">'
    gap = '<TR><TD HEIGHT="6"></TD></TR>'
    below = f"{gap}<TR><TD>{legend}</TD></TR>" if legend else ""
    said = f"<TR><TD>{'<BR/>'.join(lines)}</TD></TR>" if lines else ""
    return f"<{table}{gap}{said}{below}</TABLE>>"


def tooltip(text: str) -> str:
    r"""Return text as a line for a tooltip; Graphviz looks for entities there, and for \N twice."""
    line = in_short(plain(text).replace("\n", " "), LONGEST_TOOLTIP)
    return line.replace("&", "&amp;").replace("\\", 4 * "\\")


def arrow(flow: float, largest: float, theme: Theme = LIGHT) -> dict[str, str]:
    """Return how an arrow looks along which `flow` runs, next to the largest flow.

    The root makes a flow of a hundredth still visible beside the largest.  A negative one has its
    colour and is dashed, so that its sign is seen without colours, too.
    """
    if flow == 0:
        return {"penwidth": "0.7", "color": theme.nothing}
    width = {"penwidth": f"{0.7 + 4.3 * math.sqrt(abs(flow) / largest):.2f}"}
    if flow > 0:
        return {**width, "color": theme.positive}
    return {**width, "color": theme.negative, "style": "dashed"}
