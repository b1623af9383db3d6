"""Reading labels: `z^(2)_1` is the z with superscript (2) and subscript 1, of layer 2."""

import re
from typing import NamedTuple

# A subscript is an index (digits and commas, or one letter), so that learning_rate stays a word.
PARTS = re.compile(
    r"(?P<base>.+?)(?:\^\((?P<superscript>[^()]+)\))?(?:_(?P<subscript>[0-9,]+|[^\W\d_]))?",
    re.DOTALL,
)


class Parts(NamedTuple):
    """A label taken apart; what it does not have is an empty string."""

    base: str
    superscript: str
    subscript: str


def parts(label: str) -> Parts:
    """Return the base, superscript and subscript of a label.

    >>> parts("Θ^(1)_2,0")
    Parts(base='Θ', superscript='1', subscript='2,0')
    >>> parts("learning_rate")
    Parts(base='learning_rate', superscript='', subscript='')
    """
    match = PARTS.fullmatch(label)
    if not match:
        return Parts(label, "", "")
    return Parts(match["base"], match["superscript"] or "", match["subscript"] or "")


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
