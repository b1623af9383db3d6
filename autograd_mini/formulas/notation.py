r"""How terms are written, as text and in LaTeX: operations, numbers and labels.

>>> a = Symbol("a", "a", 0.25)
>>> as_text(a * (1.0 - a)), as_text(a * (1.0 - a), letter=in_number)
('a · (1 − a)', '0.25 · (1 − 0.25)')
>>> as_latex(a * (1.0 - a))
'a \\cdot (1 - a)'
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeAlias

from autograd_mini.elementary import TABLE
from autograd_mini.formulas import labels
from autograd_mini.formulas.minus import minus
from autograd_mini.formulas.terms import Expression, Step, Symbol, Term, value

CANCELS = 0.1  # what is less than that of its larger operand is written with its own digits
LONGEST = 8  # terms of a sum; of a longer one three are written, then … and the last
# What is written in place of a symbol, and in place of a sum or a difference of two.
Letter: TypeAlias = Callable[[Symbol | Expression], Term]


def itself(term: Symbol | Expression) -> Term:
    """Return the term, so that a formula is written in letters."""
    return term


def in_number(term: Symbol | Expression) -> Term:
    """Return the value of a symbol, so that a formula is written in numbers.

    That of a sum or a difference too, where its operands cancel so far that their few digits would
    not give it: 1 − a is 0.001352 where a is 0.9986, and not 0.0014.
    """
    if isinstance(term, Symbol):
        return term.value
    number = value(term)
    cancels = abs(number) < CANCELS * max(abs(value(x)) for x in term.operands)
    return number if cancels else term


# How operations are written.  For each: a template, how tightly it binds, and how tightly each
# operand must bind to stand without brackets.  Any other operation is written as a function of the
# name that the table calls its symbol.

SUM, QUOTIENT, SIGN, PRODUCT, POWER, ATOM = range(1, 7)
Notation: TypeAlias = dict[str, tuple[str, int, tuple[int, ...]]]

TEXT: Notation = {
    "add": ("{} + {}", SUM, (SUM, QUOTIENT)),
    "sub": ("{} − {}", SUM, (SUM, QUOTIENT)),
    "mul": ("{} · {}", PRODUCT, (SIGN, PRODUCT)),
    "div": ("{} / {}", QUOTIENT, (SIGN, POWER)),
    "pow": ("{}^{}", POWER, (ATOM, POWER)),
    "neg": ("−{}", SIGN, (PRODUCT,)),
    "sqrt": ("√{}", POWER, (ATOM,)),
    "cbrt": ("∛{}", POWER, (ATOM,)),
    "abs": ("|{}|", ATOM, (SUM,)),
    "step": ("[{} > 0]", ATOM, (SUM,)),
    "zero": ("[{} = 0]", ATOM, (SUM,)),
    "larger": ("[{} > {}]", ATOM, (SUM, SUM)),
}
LATEX: Notation = {
    "add": ("{} + {}", SUM, (SUM, PRODUCT)),
    "sub": ("{} - {}", SUM, (SUM, PRODUCT)),
    "mul": (r"{} \cdot {}", PRODUCT, (SIGN, PRODUCT)),
    "div": (r"\frac{{{}}}{{{}}}", PRODUCT, (SUM, SUM)),
    "pow": ("{}^{{{}}}", POWER, (ATOM, SUM)),
    "neg": ("-{}", SIGN, (PRODUCT,)),
    "exp": ("e^{{{}}}", POWER, (SUM,)),
    "sqrt": (r"\sqrt{{{}}}", ATOM, (SUM,)),
    "cbrt": (r"\sqrt[3]{{{}}}", ATOM, (SUM,)),
    "abs": (r"\left|{}\right|", ATOM, (SUM,)),
    "step": (r"[{} \gt 0]", ATOM, (SUM,)),
    "zero": ("[{} = 0]", ATOM, (SUM,)),
    "larger": (r"[{} \gt {}]", ATOM, (SUM, SUM)),
}
# The functions that LaTeX has a command for: their symbol, or another one.
COMMANDS = {
    "exp": r"\exp", "log": r"\log", "sin": r"\sin", "cos": r"\cos", "tan": r"\tan",
    "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh", "max": r"\max", "min": r"\min",
    "asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan",
    "log₂": r"\log_{2}", "log₁₀": r"\log_{10}",
}  # fmt: skip


def as_text(term: Term, digits: int = 4, letter: Letter = itself) -> str:
    """Return a term as text.

    digits: how many significant ones a number gets.
    letter: what is to be written in place of each symbol, and of each sum or difference of two; of
        a long sum, only those are asked for that are written.

    >>> x = Symbol("x", "x", 2.0)
    >>> as_text(x * (x + 1.0) / -x), as_text(-0.000123 * x)
    ('x · (x + 1) / (−x)', '−0.000123 · x')
    """
    return _write(term, digits, letter, TEXT, latex=False)[0]


def as_latex(term: Term, digits: int = 4, letter: Letter = itself) -> str:
    r"""Return a term in LaTeX, without a backslash before a punctuation mark, which Markdown eats.

    digits, letter: as in `as_text`.

    >>> x = Symbol("x", "x", 2.0)
    >>> as_latex(Expression("exp", (-x,)) / (x + 1.0) ** 2.0)
    '\\frac{e^{-x}}{(x + 1)^{2}}'
    """
    return _write(term, digits, letter, LATEX, latex=True)[0]


def _write(
    term: Term, digits: int, letter: Letter, notation: Notation, *, latex: bool
) -> tuple[str, int]:
    """Return a term written out, and how tightly it binds."""
    if isinstance(term, Symbol) or (isinstance(term, Expression) and term.name in ("add", "sub")):
        term = letter(term)
    if isinstance(term, Symbol):
        letters = term.latex if latex else term.text
        # A second superscript needs brackets around the first.
        return letters, POWER if "^" in letters or "frac" in letters else ATOM
    if isinstance(term, float):
        number = (_number_latex if latex else number_text)(term, digits)
        return number, SIGN if term < 0 else PRODUCT if "cdot" in number else ATOM

    def written(xs: Sequence[Term], minimum: Sequence[int], between: bool = True) -> list[str]:
        """between: a sign stands between the operands, so a minus after it needs brackets."""
        parts = []
        for i, (x, least) in enumerate(zip(xs, minimum)):
            part, binds = _write(x, digits, letter, notation, latex=latex)
            minus = between and i > 0 and part[0] in "−-"
            parts.append(f"({part})" if binds < least or minus else part)
        return parts

    operands = term.operands
    if term.name in ("product", "total", "dot"):
        times, plus = notation["mul"][0].format("", ""), notation["add"][0].format("", "")
        if term.name == "product":
            return times.join(written(operands, [SIGN] + [PRODUCT] * len(operands))), PRODUCT
        size = len(operands) // 2 if term.name == "dot" else len(operands)
        places = _shown(size)
        shown: list[Term] = [operands[i] for i in places]
        if term.name == "dot":
            shown = [Expression("mul", (operands[i], operands[size + i])) for i in places]
        terms = [_write(x, digits, letter, notation, latex=latex) for x in shown]
        if len(terms) < size:
            terms.insert(-1, (r"\cdots" if latex else "…", ATOM))
        line = ""
        for term_written, binds in terms:
            if binds == SUM and len(terms) > 1:
                term_written = f"({term_written})"
            if line and term_written[0] in "−-":  # a + (−b) is written a − b
                line += f" {term_written[0]} {term_written[1:]}"
            else:
                line += plus + term_written if line else term_written
        return line or "0", SUM if len(terms) != 1 else terms[0][1]
    if term.name in notation:
        template, binds, minimum = notation[term.name]
        return template.format(*written(operands, minimum, minimum[-1] > SUM)), binds
    name = _function_latex(term.name) if latex else symbol(term.name)
    places = _shown(len(operands))
    arguments = written([operands[i] for i in places], [SUM] * len(places), between=False)
    if len(arguments) < len(operands):
        arguments.insert(-1, r"\ldots" if latex else "…")
    return f"{name}({', '.join(arguments)})", ATOM


def _shown(size: int) -> Sequence[int]:
    """Return which of so many terms are written: all, or the first three and the last."""
    return range(size) if size <= LONGEST else (0, 1, 2, size - 1)


def written_sides(step: Step, digits: int, *, latex: bool, formulas: bool = True) -> list[str]:
    """Return the sides of an equation as they are written, none of them twice.

    formulas: whether the formulas are to be written out before their numbers.
    """
    write = as_latex if latex else as_text
    found = [write(step.left, digits)]
    if formulas:
        found += [write(term, digits) for term in step.chain]
        found += [write(term, digits, in_number) for term in step.chain[-1:]]
    else:
        found += [write(term, digits, in_number) for term in step.chain]
    return list(dict.fromkeys([*found, write(step.value, digits)]))


def symbol(name: str) -> str:
    """Return what an operation or a piecewise constant is called in formulas."""
    return TABLE[name].symbol if name in TABLE else name


def _function_latex(name: str) -> str:
    words = symbol(name).split()
    return " ".join(
        COMMANDS.get(word)
        or greek(word)
        or (rf"\operatorname{{{word}}}" if word.isalnum() else _word_latex(word))
        for word in words
    )


def number_text(x: float, digits: int = 4) -> str:
    """Return a number as text, with a few significant digits and a true minus sign.

    >>> [number_text(x) for x in (1.0, -0.123456, 1e-9, 123456.0)]
    ['1', '−0.1235', '1e−9', '1.235e5']
    """
    mantissa, exponent = _digits(x, digits)
    return minus(f"{mantissa}e{exponent}" if exponent else mantissa)


def _number_latex(x: float, digits: int) -> str:
    mantissa, exponent = _digits(x, digits)
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa


def _digits(x: float, digits: int) -> tuple[str, int]:
    mantissa, _, exponent = f"{x + 0.0:.{digits}g}".partition("e")
    return mantissa, int(exponent or 0)


# How labels are written.

_DERIVATIVE = re.compile(r"∂(?P<top>.+)/∂(?P<bottom>[^/]+)", re.DOTALL)
# How a character of a word is written in LaTeX, where it cannot stand for itself.
WORDS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\textdollar{}", "_": r"\textunderscore{}", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    # These have no command that is a word; their wide forms mean nothing to LaTeX or Markdown.
    "%": "％", "&": "＆", "#": "＃", "*": "＊", "`": "｀", "[": "［", "]": "］",
    "𝚤": "ı",
}  # fmt: skip
# The accents that KaTeX knows, on letters; every other combining mark is an error to it.
_ACCENTED = re.compile(r"([^\W\d_])([\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0327])")
_MARKS = re.compile(r"(?<!\0)[\u0300-\u036f]")
# Mathematical symbols, many of which KaTeX does not take for text.
_SYMBOLS = re.compile(r"([\u203c\u2100-\u2bff\U0001d400-\U0001d6a3\U0001d6a6-\U0001d7ff]+)")


def label_latex(label: str) -> str:
    r"""Return a label in LaTeX; whatever is no letter, index or superscript of ours stays text.

    >>> label_latex("Θ^(1)_2,0"), label_latex("x1"), label_latex("100 %")
    ('\\Theta^{(1)}_{2,0}', 'x_{1}', '\\text{100 ％}')
    """
    match = _DERIVATIVE.fullmatch(label)
    if match:
        top = match["top"]
        top = label_latex(top[1:-1] if top[0] + top[-1] == "()" else top)
        return rf"\frac{{\partial {top}}}{{\partial {label_latex(match['bottom'])}}}"
    base, superscript, subscript = labels.parts(label)
    written = _word_latex(base)
    if superscript:
        written += f"^{{({superscript if superscript.isalnum() else _word_latex(superscript)})}}"
    if subscript:
        written += f"_{{{subscript}}}"
    return written


def _word_latex(word: str) -> str:
    if len(word) == 1 and (word.isascii() and word.isalpha()):
        return word
    composed = unicodedata.normalize("NFC", word)
    printable = "".join(c if c.isprintable() else " " for c in composed)
    pieces = "".join(map(_piece_latex, _SYMBOLS.split(printable)))
    return greek(word) or pieces or r"\text{}"


def _piece_latex(piece: str) -> str:
    if not piece or _SYMBOLS.fullmatch(piece):
        return piece
    piece = _MARKS.sub("", _ACCENTED.sub("\\1\0\\2", piece)).replace("\0", "")
    return rf"\text{{{''.join(WORDS.get(c, c) for c in piece)}}}"


def greek(letter: str) -> str:
    r"""Return the LaTeX command of a Greek letter; an empty string if there is none.

    >>> greek("Θ"), greek("δ"), greek("x")
    ('\\Theta', '\\delta', '')
    """
    match = re.fullmatch(
        r"GREEK (CAPITAL|SMALL) LETTER (\w+)",
        unicodedata.name(letter, "") if len(letter) == 1 else "",
    )
    if not match:
        return ""
    name = match[2].lower().replace("lamda", "lambda")
    if match[1] == "SMALL":
        return "" if name in ("omicron", "final") else rf"\{name}"
    capitals = "gamma delta theta lambda xi pi sigma upsilon phi psi omega"
    return rf"\{name.capitalize()}" if name in capitals.split() else ""
