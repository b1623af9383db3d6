"""Every printed equation, recomputed from its printed numbers: the last digit follows from them.

What is demanded: with n significant digits,

- the two sides are no further apart than the rounding of the numbers on both sides can account for
  (half a unit of the last of n digits each; nothing for a number that is printed as it is);
- where two numbers are written with a + or − between them, all but the last of the n digits of the
  result follow.  1 − 0.9986, of which only one digit does, is not to be written.
"""

import re

import pytest
from calculator import NotNumbersError, half_unit, number, reach, read
from explained import iris
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import graph_of

from autograd_mini import MLP, explain
from autograd_mini.explain.parts import MatrixOfSteps, Steps
from autograd_mini.formulas.notation import number_text, written_sides
from autograd_mini.formulas.terms import Expression, value
from autograd_mini.testing.strategies import networks_with_samples, programs

ROUNDING = 1e-9  # relative: of floats, and of what ε is to the largest term of a sum


def as_they_are(terms, digits):
    """Return the numbers of some terms that are printed in full, as texts."""
    printed, rounded = set(), set()

    def look(term):
        x = value(term)
        text = number_text(x, digits)
        (printed if number(text) == x else rounded).add(text.lstrip("−"))
        for operand in term.operands if isinstance(term, Expression) else ():
            look(operand)

    for term in terms:
        look(term)
    return printed - rounded


def check_side(side, step, digits):
    """Check one side of an equation; return whether there were numbers to check."""
    try:
        formula = read(side)
    except NotNumbersError:
        return False
    exact = as_they_are(step.chain, digits)
    errors = [
        0.0 if number_text(x, digits) in exact else half_unit(x, digits) for x in formula.numbers
    ]
    try:
        found, off = reach(formula, errors)
    except (ArithmeticError, ValueError):  # rounded to where it is not defined, as asin(1.0003)
        return False
    result = number(number_text(step.value, digits))
    largest = max([abs(found), abs(result), *map(abs, formula.numbers)])
    allowed = off + half_unit(result, digits) + ROUNDING * largest
    assert abs(found - result) <= allowed, f"{step.left.text}: {side} is {found}, not {result}"
    if not isinstance(step.chain[-1], Expression) or step.chain[-1].name not in ("total", "dot"):
        for places, compute in formula.pairs:
            off = sum(errors[place] for place in places)
            remains = off <= 10.0 ** (2 - digits) * abs(compute(formula.numbers))
            assert remains, f"{step.left.text} = {side}: two numbers cancel"
    return True


def check(explanation):
    """Check every equation of an explanation; return how many sides were recomputed."""
    digits = explanation.digits
    text = re.sub(r"\n +=", " =", explanation.text())
    checked = 0
    for section in explanation.sections:
        for item in section.items:
            if isinstance(item, Steps):
                for step in item.steps:
                    sides = written_sides(step, digits, latex=False, formulas=not item.short)
                    assert f"    {' = '.join(sides)}\n" in text
                    checked += sum(check_side(side, step, digits) for side in sides[1:-1])
            elif isinstance(item, MatrixOfSteps):  # a reader finds the factors of an entry above it
                for step in (step for row in item.rows for step in row if step.chain):
                    sides = written_sides(step, digits, latex=False, formulas=False)
                    checked += sum(check_side(side, step, digits) for side in sides[1:-1])
    return checked


@pytest.mark.slow
@settings(max_examples=60)
@given(programs(size=8), st.sampled_from([3, 4, 6]))
def test_explanations_of_random_graphs(drawn, digits):
    J, leaves = graph_of(drawn)
    check(explain(J, digits=digits, limit=10_000))
    check(explain(J, leaves[0], digits=digits, limit=10_000))


@settings(max_examples=30)
@given(networks_with_samples(layers=3, units=3, m=2), st.sampled_from([3, 4, 6]))
def test_derivations_of_random_networks(case, digits):
    records = [case.net.forward(x) for x in case.X]
    assert check(explain(records, y=case.Y, digits=digits, limit=10_000))


@pytest.mark.parametrize("scale", [3, 10, 40])
@pytest.mark.parametrize("seed", range(3))
def test_derivations_of_saturated_networks(scale, seed):
    net = MLP(4, [5, 3], seed=seed)
    net.load_theta(
        {k: [[scale * t.data for t in row] for row in rows] for k, rows in net.theta.items()}
    )
    assert check(explain(net.forward([5.1, 3.5, 1.4, 0.2]), y=[1.0, 0.0, 0.0])) > 100


def test_the_derivation_in_the_demos():
    net, x, y = iris()
    assert check(explain(net.forward(x), y=y)) > 100
