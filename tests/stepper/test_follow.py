"""Every equation of the page follows from the numbers that are printed in it, to the last digit.

The formulas are read from the page as a reader sees them, and worked out again.
"""

import math

import pytest
from pages import network

from autograd_mini import MLP, Value, atanh, cross_entropy
from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.stepper import stepper

FUNCTIONS = {op.symbol: getattr(FLOATS, op.name) for op in TABLE.values()}
HALF = 0.5  # of the last digit, by which a printed number may be wrong
DIGITS = 4

# Every equation: the tokens of each side in numbers, and the result.  A printed number is {number},
# a constant of the formula just that; a fraction, a power or a root is a list.
EQUATIONS = """() => {
    const slider = document.querySelector(".position");
    const number = (e) => {
        const [mantissa, , power] = [...e.querySelectorAll("mn")].map((mn) => mn.textContent);
        const negative = [...e.children].some((mo) => mo.textContent === "−") ? "-" : "";
        const small = e.querySelector("msup mo") ? "-" : "";
        return Number(`${negative}${mantissa}e${power ? small + power : 0}`);
    };
    const tokens = (e) => {
        if (e.matches(".number")) return [{ number: number(e) }];
        const parts = [...e.children];
        const name = e.localName;
        const built = ["mfrac", "msup", "msqrt", "mroot"].includes(name);
        if (parts.length) return built ? [[name, ...parts.map(tokens)]] : parts.flatMap(tokens);
        const text = e.textContent.trim();
        return text === "" ? [] : [name === "mn" ? Number(text) : text];
    };
    const found = [];
    for (slider.value = 0; ; slider.value++) {
        slider.dispatchEvent(new Event("input"));
        const result = document.querySelector(".equation .result .number");
        for (const side of document.querySelectorAll(".equation .sides > :not(.result) .formula")) {
            if (side.querySelector(".number"))
                found.push([side.textContent, [...side.children].flatMap(tokens), number(result)]);
        }
        if (slider.value === slider.max) return found;
    }
}"""


def unit(x):
    """The last printed digit of a number."""
    return 10.0 ** (math.floor(math.log10(abs(x))) - DIGITS + 1) if x else 0.0


class Reading:
    """What a formula comes to.  numbers: those in it, in their order; None to take the printed."""

    def __init__(self, tokens, numbers=None):
        self.tokens, self.at = tokens, 0
        self.numbers = numbers
        self.read = []

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def sum(self):
        x = self.product()
        while self.peek() in ("+", "−", "-"):
            x = x + self.product() if self.take() == "+" else x - self.product()
        return x

    def product(self):
        x = self.factor()
        while self.peek() in ("·", "/"):
            x = x * self.factor() if self.take() == "·" else x / self.factor()
        return x

    def inside(self, tokens):
        outer = self.tokens, self.at
        self.tokens, self.at = tokens, 0
        x = self.sum()
        assert self.peek() is None
        self.tokens, self.at = outer
        return x

    def factor(self):
        token = self.take()
        if isinstance(token, dict):
            self.read.append(token["number"])
            return token["number"] if self.numbers is None else self.numbers[len(self.read) - 1]
        if isinstance(token, float | int):
            return float(token)
        if isinstance(token, list):
            kind, first, *rest = token
            if kind == "msup" and first == ["e"]:
                return math.exp(self.inside(rest[0]))
            operands = [self.inside(part) for part in (first, *rest)]
            return {
                "mfrac": lambda u, v: u / v,
                "msup": lambda u, v: u**v,
                "msqrt": math.sqrt,
                "mroot": lambda u, v: u ** (1 / v),
            }[kind](*operands)
        if token in ("−", "-"):
            return -self.product()
        if token == "(":
            x = self.sum()
            assert self.take() == ")"
            return x
        assert token in FUNCTIONS, token
        assert self.take() == "("
        operands = [self.sum()]
        while (sign := self.take()) == ",":
            operands.append(self.sum())
        assert sign == ")"
        return FUNCTIONS[token](*operands)


def room(tokens, numbers):
    """How far off the result may be, since each printed number is rounded."""
    x = Reading(tokens).sum()
    off = 0.0
    for i, number in enumerate(numbers):
        moved = [
            [*numbers[:i], number + sign * HALF * unit(number), *numbers[i + 1 :]]
            for sign in (1, -1)
        ]
        off += max(abs(Reading(tokens, m).sum() - x) for m in moved)
    return x, 1.1 * off  # and a little for what is not linear


def saturated():
    """A network with units close to 0 and to 1, and a cost that is nearly 0."""
    net = MLP(4, [5, 3], seed=3)
    for weight in net.parameters():
        weight.data *= 2.5
    x = [Value(x_j, label=f"x_{j}") for j, x_j in enumerate([5.1, 3.5, 1.4, 0.2], start=1)]
    return cross_entropy(net(x), [1, 0, 0])


def flat():
    """Operations whose derivatives cancel where they are flat."""
    x, y = Value(3.7, label="x"), Value(0.9999, label="y")
    return x.tanh() * 2.0 + (x - 3.699) * y + atanh(y) + (1.0 - y * y) ** 0.5 + (-x).exp()


@pytest.mark.parametrize("make", [network, saturated, flat])
def test_every_equation_follows_from_its_printed_numbers(open_page, make):
    page = open_page(stepper(make()))
    found = page.evaluate(EQUATIONS)
    assert len(found) >= 10
    for text, tokens, result in found:
        reading = Reading(tokens)
        x = reading.sum()
        assert reading.peek() is None, text
        _, off = room(tokens, reading.read)
        last = unit(result)
        assert abs(x - result) <= off + (HALF + 1e-6) * last, (text, x, result)
        # A product has as many digits as its factors, also where one of them is a difference.
        signs = [token for token in tokens if isinstance(token, str)]
        if "·" in signs and not {"+", "Σ", "…"} & set(signs):
            most = (len(reading.read) + 1) * HALF * 10.0 ** (1 - DIGITS)
            assert abs(x - result) <= most * abs(result) + last, (text, x, result)


def test_a_difference_is_written_out_where_its_digits_suffice(open_page):
    z = Value(6.6, label="z")
    page = open_page(stepper(z.sigmoid() * 1.5))
    page.keyboard.press("End")
    text = "".join(page.locator(".equation").inner_text().split())
    assert "0.9986·0.001359" in text and "1−0.9986" not in text
    page.get_by_role("spinbutton", name="Input z").fill("0.5")  # the page decides again
    text = "".join(page.locator(".equation").inner_text().split())
    assert "0.6225·(1−0.6225)" in text
