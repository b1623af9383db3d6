"""A pocket calculator for printed formulas: what they come to, and how exactly.

Whoever recomputes a printed equation has only its rounded numbers, so what he finds may be wrong by
what the rounding of each of them does.  How much that is, is found by moving one number after the
other to the ends of what would have been rounded to it.
"""

import math
import re
from dataclasses import dataclass, field

from autograd_mini.elementary import FLOATS, TABLE

NAMES = {op.symbol: name for name, op in TABLE.items()}
SIGNS = {"+", "×", "÷", "−", "^", "√", "∛", "|·|", "·", "Σ"}
FUNCTIONS = sorted(NAMES.keys() - SIGNS, key=len, reverse=True)
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:e−?\d+)?)|(?P<name>"
    + "|".join(map(re.escape, FUNCTIONS))
    + r")(?=\()|(?P<sign>[-+−·/^√∛|(),]))"
)


class NotNumbersError(ValueError):
    """A formula with letters, or one with terms left out."""


def number(text):
    return float(text.replace("−", "-"))


def half_unit(x, digits):
    """Return by how much a number may have been rounded to x."""
    return 0.5 * 10.0 ** (math.floor(math.log10(abs(x))) - digits + 1) if x else 0.0


@dataclass
class Formula:
    """A formula that has been read: its numbers in order, and how to compute it from others.

    pairs: for every a + b and a − b of plain numbers, the places of these, and how to compute it.
    """

    numbers: list = field(default_factory=list)
    pairs: list = field(default_factory=list)
    compute: object = None


def read(text):
    """Return the Formula that a text is; NotNumbersError if it has letters."""
    reader = _Reader(text)
    reader.formula.compute = reader.sum()
    if reader.tokens:
        raise NotNumbersError(text)
    return reader.formula


class _Reader:
    """Reads by recursive descent; every method returns a function from numbers to a number."""

    def __init__(self, text):
        self.text, self.tokens, self.formula = text, [], Formula()
        place = 0
        while place < len(text.rstrip()):
            match = TOKEN.match(text, place)
            if not match:
                raise NotNumbersError(text)
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            place = match.end()

    def next(self, *signs):
        """Take the next token if it is one of these signs."""
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return None

    def expect(self, sign):
        if not self.next(sign):
            raise NotNumbersError(self.text)

    def sum(self):
        places = [len(self.formula.numbers)]
        terms = [self.quotient()]
        while sign := self.next("+", "−"):
            places.append(len(self.formula.numbers))
            terms.append(_signed(sign, self.quotient()))
        if len(terms) == 1:
            return terms[0]

        def compute(xs):
            return math.fsum(term(xs) for term in terms)

        if len(terms) == 2 and all(getattr(term, "plain", False) for term in terms):
            self.formula.pairs.append((places, compute))
        return compute

    def quotient(self):
        above = self.product()
        if not self.next("/"):
            return above
        below = self.power()
        return lambda xs: above(xs) / below(xs)

    def product(self):
        sign = self.next("−")
        factors = [self.power()]
        while self.next("·"):
            factors.append(self.power())
        if len(factors) == 1:
            return _signed(sign, factors[0])
        return _signed(sign, lambda xs: math.prod(factor(xs) for factor in factors))

    def power(self):
        for root, name in (("√", "sqrt"), ("∛", "cbrt")):
            if self.next(root):
                return self.call(name, [self.power()])
        base = self.atom()
        if not self.next("^"):
            return base
        return self.call("pow", [base, self.power()])

    def call(self, name, operands):
        function = getattr(FLOATS, name)
        return lambda xs: float(function(*(operand(xs) for operand in operands)))

    def atom(self):
        kind, token = self.tokens.pop(0) if self.tokens else ("end", "")
        if kind == "number":
            place = len(self.formula.numbers)
            self.formula.numbers.append(number(token))
            return _plain(lambda xs: xs[place])
        if kind == "name":
            self.expect("(")
            operands = [self.sum()]
            while self.next(","):
                operands.append(self.sum())
            self.expect(")")
            return self.call(NAMES[token], operands)
        if token == "|":
            inside = self.sum()
            self.expect("|")
            return lambda xs: abs(inside(xs))
        if token == "(":
            inside = self.sum()
            self.expect(")")
            return inside
        raise NotNumbersError(self.text)


def _plain(term):
    term.plain = True
    return term


def _signed(sign, term):
    if sign != "−":
        return term
    negative = lambda xs: -term(xs)  # noqa: E731
    return _plain(negative) if getattr(term, "plain", False) else negative


def reach(formula, errors):
    """Return the value of a formula, and how far off it may be if its numbers are off so far.

    What two numbers do together is by an error of the other smaller still: hence the 5 %.
    """
    middle = formula.compute(formula.numbers)

    def moved(place, by):
        numbers = list(formula.numbers)
        numbers[place] += by
        try:
            return abs(formula.compute(numbers) - middle)
        except (ArithmeticError, ValueError):  # beyond the end of where a function is defined
            return math.inf

    total = sum(
        max(moved(place, error), moved(place, -error))
        for place, error in enumerate(errors)
        if error
    )
    return middle, 1.05 * total
