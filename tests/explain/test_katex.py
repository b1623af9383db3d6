"""Every formula of an explanation parses in KaTeX, and reads as formulas do in Markdown.

The tests need Node.js and the npm package katex where Node finds it, for instance
`npm install katex` in any folder and NODE_PATH set to its node_modules.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograd_mini import MLP, Value, explain, grad
from autograd_mini.formulas.notation import label_latex
from autograd_mini.testing.programs import VALUES, run
from autograd_mini.testing.strategies import networks_with_samples, programs

PARSER = Path(__file__).parent / "parse_with_katex.js"


def katex_runs():
    node = shutil.which("node")
    return (
        bool(node)
        and not subprocess.run([node, "-e", 'require("katex")'], capture_output=True).returncode
    )


needs_katex = pytest.mark.skipif(not katex_runs(), reason="needs Node.js and the npm package katex")


@pytest.fixture(scope="module")
def refused():
    """Return a function that tells which formulas KaTeX refuses, from one process for all."""
    with subprocess.Popen(
        ["node", PARSER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as node:

        def ask(formulas):
            print(json.dumps(formulas), file=node.stdin, flush=True)
            return json.loads(node.stdout.readline())

        yield ask
        node.stdin.close()


def in_markdown(text):
    return [a or b for a, b in re.findall(r"\$\$\n(.*?)\n\$\$|\$([^$]+)\$", text, re.DOTALL)]


def in_latex(text):
    return [a or b for a, b in re.findall(r"\\\[\n(.*?)\n\\\]|\\\((.*?)\\\)", text, re.DOTALL)]


def explanations(drawn, label):
    program, numbers = drawn
    leaves = [Value(x, label=label * (i == 0)) for i, x in enumerate(numbers)]
    J = run(program, VALUES, leaves)[-1]
    return [explain(J, leaves[0], language=language) for language in ("en", "zh")]


LABELS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["Θ^(1)_2,0", "a^(2)_1", "learning_rate", "∂J/∂x", "w_1", "δ", "权重", "x^(a b)"]
    ),
    st.text(st.sampled_from("axé%中 \u0300\u0302\u0304\u0305\u0327\u0332\u036f"), max_size=6),
    st.text(st.sampled_from("\\{}$&#^_%~<>|*`[]()∂/x1 \n\t"), max_size=12),
)


@pytest.mark.slow
@needs_katex
@settings(max_examples=40)
@given(programs(size=8), LABELS)
def test_every_formula_parses(refused, drawn, label):
    for explanation in explanations(drawn, label):
        for formulas in (in_markdown(explanation.markdown()), in_latex(explanation.latex())):
            assert len(formulas) > 5
            assert refused(formulas) == []


@pytest.mark.slow
@needs_katex
@settings(max_examples=15)
@given(networks_with_samples(m=2))
def test_every_formula_of_a_derivation_parses(refused, case):
    explanation = explain([case.net.forward(x) for x in case.X], y=case.Y)
    for formulas in (in_markdown(explanation.markdown()), in_latex(explanation.latex())):
        assert len(formulas) > 20
        assert refused(formulas) == []


@needs_katex
@settings(max_examples=60)
@example("∂(∂J/∂x)/∂y")
@example("\\")
@example("\u0300")
@given(LABELS)
def test_every_label_parses(refused, label):
    assert refused([label_latex(label)]) == []


@needs_katex
def test_the_parser_refuses_what_is_no_formula(refused):
    ((formula, message),) = refused(["x^{2}", r"\frac{1}{", "y"])
    assert formula == r"\frac{1}{" and "KaTeX parse error" in message


# Markdown takes a backslash before a punctuation mark for its own, and so spoils the formula.


@pytest.mark.slow
@settings(max_examples=60)
@given(programs(size=8), LABELS)
def test_markdown_leaves_the_formulas_alone(drawn, label):
    for explanation in explanations(drawn, label):
        formulas = in_markdown(explanation.markdown())
        for formula in formulas:
            assert not re.search(r"\\[^A-Za-z ]", formula)
            assert not re.search(r"[<>*`$#%]", formula)
        # Every dollar belongs to one of them.
        spent = sum(4 if "\n" in f or f in blocks(explanation) else 2 for f in formulas)
        assert explanation.markdown().count("$") == spent


def blocks(explanation):
    return re.findall(r"\$\$\n(.*?)\n\$\$", explanation.markdown(), re.DOTALL)


def test_a_second_derivative_reads_as_one():
    x, y = Value(2.0, label="x"), Value(3.0, label="y")
    (slope,) = grad(x * x * y, [x])
    (second,) = grad(slope, [y])
    assert second.label == "∂(∂J/∂x)/∂y"
    assert label_latex(second.label) == (
        r"\frac{\partial \frac{\partial J}{\partial x}}{\partial y}"
    )


def test_the_derivation_of_the_demo_has_no_formula_in_its_prose():
    """What looks like a formula stands in $…$: no Greek letter or ^ outside."""
    record = MLP(4, [5, 3], seed=0).forward([5.1, 3.5, 1.4, 0.2])
    prose = explain(record, y=[1, 0, 0]).markdown()
    prose = re.sub(r"\$\$.*?\$\$|\$.*?\$", "", prose, flags=re.DOTALL)
    assert not re.search("[α-ωΑ-Ω^_∂=]", prose)
