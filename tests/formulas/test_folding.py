"""A program is the same program when its long lines are folded."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini.formulas.folding import folded
from autograd_mini.formulas.labels import width_of

NAMES = st.sampled_from(["x", "theta", "'a, (b'", '"[\\", c"', "-0.25", "layers[0][1].grad"])
EXPRESSIONS = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=5).map(lambda all_: f"[{', '.join(all_)}]"),
        st.lists(inner, min_size=1, max_size=4).map(lambda all_: f"print({', '.join(all_)})"),
        inner.map(lambda one: f"sum({one} for a_k, y_k in zip(a, y) if a_k)"),
    ),
    max_leaves=30,
)


@given(EXPRESSIONS, st.sampled_from(["", "J = ", "theta = "]), st.integers(20, 90))
def test_it_is_the_same_program(expression, before, width):
    line = f"{before}{expression}  # it's (1, 2"
    shown = folded(line, width)
    assert ast.dump(ast.parse(shown)) == ast.dump(ast.parse(line))
    assert "".join(shown.split()) == "".join(line.split())
    assert all(part.strip() for part in shown.split("\n"))


@given(st.lists(st.lists(st.just("0.25"), min_size=1, max_size=5), min_size=1, max_size=9))
def test_a_matrix_fits(rows):
    shown = folded(f"theta = [{', '.join('[' + ', '.join(row) + ']' for row in rows)}]", 40)
    lines = shown.split("\n")
    assert all(width_of(line) <= 40 for line in lines)
    assert all(line.startswith(" " * len("theta = [")) for line in lines[1:])
    assert all(line.endswith(("],", "]]")) for line in lines)  # each row stays whole


@pytest.mark.parametrize("line", ["x = 1  # " + "y, " * 50, "    'a, b, c, d, e, f, g, h'", ""])
def test_what_cannot_be_folded_stays(line):
    assert folded(line, 10) == line


def test_lines_that_fit_stay():
    program = "for x in [1,\n          2]:\n    print(x,  y)"
    assert folded(program, 16) == program
