"""Reading labels: `z^(2)_1` is the z with superscript (2) and subscript 1, of layer 2."""

import re
import unicodedata
from typing import NamedTuple

# A subscript is an index (digits and commas, or one letter), so that learning_rate stays a word.
PARTS = re.compile(
    r"(?P<base>.+?)(?:\^\((?P<superscript>[^()]+)\))?(?:_(?P<subscript>[0-9,]+|[^\W\d_]))?",
    re.DOTALL,
)


# As it is typed: w1 is w_1.  A longer word, such as sha256, stays one.
INDEXED = re.compile(r"([^\W\d_])([0-9]+)")
# As LaTeX users write it: \theta_1, \Theta_{12}^{(3)}, w_{ij}.
LATEX = re.compile(r"(\\[A-Za-z]+|[^\\{}_^]+)((?:[_^](?:\{[^{}]+\}|[0-9A-Za-z]))*)")
NOT_IN_XML = re.compile("[^\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LATEX_SCRIPT = re.compile(r"([_^])(?:\{\(?([^{}()]+)\)?\}|([0-9A-Za-z]))")


class Parts(NamedTuple):
    """A label taken apart; what it does not have is an empty string."""

    base: str
    superscript: str
    subscript: str


def parts(label: str) -> Parts:
    r"""Return the base, superscript and subscript of a label, written our way, LaTeX's, or as w1.

    >>> parts("Θ^(1)_2,0")
    Parts(base='Θ', superscript='1', subscript='2,0')
    >>> parts(r"\Theta_{12}^{(3)}")
    Parts(base='Θ', superscript='3', subscript='12')
    >>> parts("w1")
    Parts(base='w', superscript='', subscript='1')
    >>> parts("learning_rate")
    Parts(base='learning_rate', superscript='', subscript='')
    """
    other = _otherwise(label)
    if other:
        return other
    match = PARTS.fullmatch(label)
    if not match:
        return Parts(label, "", "")
    return Parts(match["base"], match["superscript"] or "", match["subscript"] or "")


def _otherwise(label: str) -> Parts | None:
    """Return the parts of a label that is written another way than ours; None if it is not."""
    typed = INDEXED.fullmatch(label)
    return Parts(typed[1], "", typed[2]) if typed else _from_latex(label)


def _from_latex(label: str) -> Parts | None:
    """Return the parts of a label with a command or braces of LaTeX; None for any other."""
    match = LATEX.fullmatch(label) if "\\" in label or "{" in label else None
    if not match:
        return None
    base = match[1]
    if base.startswith("\\"):
        name = base[1:].upper().replace("LAMBDA", "LAMDA")
        size = "CAPITAL" if base[1].isupper() else "SMALL"
        try:
            base = unicodedata.lookup(f"GREEK {size} LETTER {name}")
        except KeyError:
            return None
    scripts = {}
    for kind, braced, single in LATEX_SCRIPT.findall(match[2]):
        if kind in scripts:
            return None
        scripts[kind] = braced or single
    return Parts(base, scripts.get("^", ""), scripts.get("_", ""))


def ours(label: str) -> str:
    r"""Return a label written our way, if it was written LaTeX's or as w1; else as it is.

    >>> ours(r"\Theta_{12}^{(3)}"), ours("w_{ij}"), ours(r"\theta_1"), ours(r"C:\{x}")
    ('Θ^(3)_12', 'w_ij', 'θ_1', 'C:\\{x}')
    >>> ours("w1"), ours("layer1")
    ('w_1', 'layer1')
    """
    other = _otherwise(label)
    if not other:
        return label
    base, superscript, subscript = other
    return base + f"^({superscript})" * bool(superscript) + f"_{subscript}" * bool(subscript)


def layer(label: str) -> int | None:
    """Return the layer, counted from 1, that a label names; None if it names none.

    The weights Θ^(l) lead from layer l to layer l + 1; they belong to layer l.

    >>> layer("z^(2)_1"), layer("Θ^(1)_2,0"), layer("J")
    (2, 1, None)
    """
    base, superscript, _ = parts(label)
    if base in ("z", "a", "Θ") and superscript.isdecimal():
        return int(superscript)
    return None


def has_delta(label: str) -> bool:
    """Tell whether a label names a z of a network, whose ∂J/∂z is called δ.

    >>> has_delta("z^(2)_1"), has_delta("a^(2)_1"), has_delta("z")
    (True, False, False)
    """
    return label.startswith("z") and layer(label) is not None


def plain(text: str) -> str:
    r"""Return text without tabs and without the characters that no file may hold, or no XML.

    >>> plain("\tx\0\ud800")
    ' x��'
    """
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def printable(text: str) -> str:
    r"""Return text as a line for a terminal, which would obey the other characters.

    >>> printable("cat\x1b[2J\t\N{RIGHT-TO-LEFT OVERRIDE}")
    'cat�[2J �'
    """
    spaced = text.replace("\t", " ")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in spaced)


def in_short(label: str, longest: int) -> str:
    """Return a label of at most so many characters: a longer one has "…" in place of its middle.

    >>> in_short("petal_length_in_cm", 9), in_short("w_1", 9)
    ('peta…n_cm', 'w_1')
    """
    if len(label) <= longest:
        return label
    half = (longest - 1) // 2
    return f"{label[: longest - 1 - half]}…{label[-half:]}"


def derivative(top: str, bottom: str) -> str:
    """Return the label of ∂top/∂bottom.

    >>> derivative("J", "x"), derivative("∂J/∂x", "y")
    ('∂J/∂x', '∂(∂J/∂x)/∂y')
    """
    return f"∂{f'({top})' if '/' in top else top}/∂{bottom}"


def width_of(text: str) -> int:
    """Return how wide a text is in a terminal, where a Chinese character takes two columns.

    >>> width_of("δ"), width_of("权重")
    (1, 4)
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
