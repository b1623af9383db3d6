r"""Formulas of a page: MathML, made from LaTeX, with places where the page puts names and numbers.

The same formula occurs many times in a graph, for other nodes each time.  So it is translated once,
with \text{0}, \text{1}, … in the places, and each occurrence only says what goes there: n7, the
name of node 7; v7, its value; g7, its gradient; p9.0, the local derivative of node 9 by its parent
number 0.

A sum or difference of two numbers may cancel, and then the page writes the number it comes to.  So
it is a place of its own, told as its formula and as what is to be worked out: [[2, "v3"], ["sub",
[1.0], "v3"]].

>>> formulas = Formulas()
>>> formulas.template(r"\frac{\partial \text{n9}}{\partial \text{n7}} = \text{p9.0}")
[0, 'n9', 'n7', 'p9.0']
>>> formulas.template(r"\frac{\partial \text{n8}}{\partial \text{n2}} = \text{p8.1}")
[0, 'n8', 'n2', 'p8.1']
"""

import html
import re
from typing import TypeAlias, Union

from autograd_mini.formulas.notation import WORDS, as_latex
from autograd_mini.formulas.terms import Expression, Symbol, Term
from autograd_mini.graph.chain import Adjoint
from autograd_mini.value import Value

# What is to be worked out: a place, a number in a list of its own, or an operation on such.
Work: TypeAlias = Union[str, float, "list[Work]"]
Place: TypeAlias = Union[str, "tuple[Side, Work]"]
Side: TypeAlias = "list[int | Place]"

PLACE = re.compile(r"\\text\{([ndvgpc][\d.]+)\}")
TEXT = re.compile(r"\\text\{((?:[^{}]|\{\})*)\}")
CHARACTERS = {command: character for character, command in WORDS.items()}
COMMAND = re.compile("|".join(map(re.escape, CHARACTERS)))
# A minus after a bracket, a comma or another sign belongs to what follows.
SIGN = re.compile(
    r"(<mo[^>]*>(?:&#x00028;|&#x0002C;|&#x000B7;|&#x0003D;|\()</mo>(?:<mspace[^>]*/>)?)<mo>(?=&#x02212;)"
)
REFERENCE = re.compile("&#x([0-9A-F]+);")


class Formulas:
    """The templates that a page needs, each of them once.

    Attribute: `templates`, MathML with <mtext>0</mtext> where the first place is.
    """

    def __init__(self) -> None:
        self.templates: list[str] = []
        self._known: dict[str, int] = {}

    def template(self, latex: str) -> list[int | str]:
        """Return the number of the template of a formula, and what goes into its places."""
        places: list[int | str] = []

        def number(match: re.Match[str]) -> str:
            places.append(match[1])
            return rf"\text{{{len(places) - 1}}}"

        general = PLACE.sub(number, latex)
        if general not in self._known:
            self._known[general] = len(self.templates)
            self.templates.append(mathml(general))
        return [self._known[general], *places]

    def names(self, term: Term) -> list[int | str]:
        """Return the template of a term in letters."""
        return self.template(as_latex(term))

    def numbers(self, term: Term, rank: dict[int, int]) -> Side:
        """Return the template of a term in numbers.  rank: of each node, by its id."""
        apart: dict[str, tuple[Side, Work] | None] = {}  # sums and differences, by their place

        def key(symbol: Symbol) -> str:
            stands_for = symbol.node
            if isinstance(stands_for, Value):
                return f"v{rank[id(stands_for)]}"
            if isinstance(stands_for, Adjoint):
                return f"g{rank[id(stands_for.n)]}"
            consumer, slot = stands_for
            return f"p{rank[id(consumer)]}.{slot}"

        def work(term: Term) -> Work:
            if isinstance(term, float):
                return [term]
            if isinstance(term, Symbol):
                return key(term)
            return [term.name, *map(work, term.operands)]

        def written(whole: Term, sum_itself: Term | None = None) -> Side:
            def place(term: Symbol | Expression) -> Term:
                if term is sum_itself:
                    return term
                if isinstance(term, Symbol):
                    name = key(term)
                else:
                    name = f"c{len(apart)}"
                    apart[name] = None  # the name is taken, whatever is in it
                    apart[name] = written(term, term), work(term)
                return Symbol(name, rf"\text{{{name}}}", 0.0)

            told = self.template(as_latex(whole, letter=place))
            return [apart.get(str(name)) or name for name in told]

        return written(term)


def mathml(latex: str) -> str:
    r"""Return LaTeX as the inside of a MathML element.  Words in \text{…} stay text.

    ImportError if latex2mathml is not installed.

    >>> mathml(r"\text{a\textless{}b}")
    '<mrow><mtext>a&lt;b</mtext></mrow>'
    >>> mathml(r"a\big\vert_1")  # latex2mathml does not know this sign at another size
    '<mrow><mi>a</mi><msub><mi>|</mi><mn>1</mn></msub></mrow>'
    """
    try:
        from latex2mathml.converter import convert
    except ImportError:
        raise ImportError(
            "formulas on a page are made by the package latex2mathml: "
            "`python -m pip install latex2mathml`"
        ) from None
    words: list[str] = []

    # latex2mathml reads no commands inside \text, and writes < there as it stands.
    def keep(match: re.Match[str]) -> str:
        # All commands at once: what one of them stands for may look like another.
        words.append(COMMAND.sub(lambda command: CHARACTERS[command[0]], match[1]))
        return rf"\text{{{len(words) - 1}}}"

    converted = convert(TEXT.sub(keep, latex.replace(r"\big\vert", r"\vert")))
    inside = converted[converted.index(">") + 1 : converted.rindex("</math>")]
    inside = SIGN.sub(r'\1<mo form="prefix">', inside)
    inside = REFERENCE.sub(lambda match: html.escape(chr(int(match[1], 16))), inside)
    return re.sub(
        r"<mtext>(\d+)</mtext>",
        lambda match: f"<mtext>{html.escape(words[int(match[1])])}</mtext>",
        inside,
    )
