"""To add an operation, add its record: everything else finds it there.

A copy of the package gets one more record, with no more facts than a record must have, and nothing
else is changed.  The copy runs in processes of its own.
"""

import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECORD = r"""
record("arccos", "arccos", math.acos, lambda m, x, y: -1 / m.sqrt((1 - x) * (1 + x)),
       derivative="−1/√(1 − x²)", latex=r"-\frac{1}{\sqrt{1 - x^2}}",
       domain="−1 < x < 1", defined=lambda x: -1 < x < 1)
"""
NODES = """
import autograd_mini as ag
x = ag.Value(0.3, label="x")
J = ag.arccos(x) * x
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The folder with the copy of the package, and of its tests."""
    folder = tmp_path_factory.mktemp("copy")
    for part in ("autograd_mini", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    with (folder / "autograd_mini" / "elementary.py").open("a", encoding="utf-8") as table:
        table.write(RECORD)
    return folder


def run(folder, *arguments):
    """Run Python with the copy in place of the package; return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_is_the_copy_that_runs(copy):
    assert Path(
        run(copy, "-c", "import autograd_mini; print(autograd_mini.__file__)")
    ).is_relative_to(copy)


def test_it_is_differentiated_twice(copy):
    found = run(copy, "-c", NODES + "print(ag.arccos(0.3), ag.grad(ag.grad(ag.arccos))(0.3))")
    value, second = map(float, found.split())
    assert value == math.acos(0.3)
    assert second == pytest.approx(-0.3 / 0.91**1.5, rel=1e-14)


def test_it_refuses_what_is_outside_its_domain(copy):
    script = "from pytest import raises\nwith raises(ag.DomainError, match='it needs −1 < x < 1'):"
    run(copy, "-c", NODES + script + "\n    ag.arccos(ag.Value(1.0))")


def test_it_is_drawn(copy):
    source = run(
        copy, "-c", NODES + "from autograd_mini.draw import draw_graph\nprint(draw_graph(J).source)"
    )
    assert "arccos" in source


@pytest.mark.parametrize(
    ("written", "value", "slope"),
    [
        ("print(explanation)", "arccos(x)", "−1 / √((1 − x) · (1 + x))"),
        ("print(explanation.markdown())", r"\operatorname{arccos}(x)", r"\frac{-1}{\sqrt{(1 - x)"),
        ("print(explanation.latex())", r"\operatorname{arccos}(x)", r"\frac{-1}{\sqrt{(1 - x)"),
    ],
)
def test_it_is_explained(copy, written, value, slope):
    text = run(copy, "-c", NODES + "explanation = ag.explain(J)\n" + written)
    assert value in text
    assert slope in text


@pytest.mark.slow
def test_its_page_opens_and_steps_to_the_end(copy, page):
    run(
        copy, "-c", NODES + "from autograd_mini.stepper import stepper\n"
        "open('page.html', 'w', encoding='utf-8').write(stepper(J).html())",
    )  # fmt: skip
    page.goto((copy / "page.html").as_uri())
    steps = int(re.search(r"of (\d+)", page.locator(".phase").text_content())[1])
    for _ in range(steps - 1):
        page.keyboard.press("ArrowRight")
    assert f"Step {steps} of {steps}" in page.locator(".phase").text_content()


@pytest.mark.slow
def test_the_tests_of_the_table_find_it(copy):
    # All that are run once for each operation: they have its name in theirs.
    tests = [
        "test_elementary.py", "test_table_proof.py", "test_functions.py", "differentiate",
        "formulas", "stepper/test_rules.py", "testing/test_programs.py",
    ]  # fmt: skip
    found = run(
        copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "arccos",
        *(f"tests/{test}" for test in tests),
    )  # fmt: skip
    assert int(re.search(r"(\d+) passed", found)[1]) >= 20


# Records of every other shape: a domain far from the usual examples, a value that is no function
# of math, an n-ary operation, one of three operands, a symbol that means something to LaTeX.
OTHERS = r"""
record("log_less_10", "log₋₁₀", lambda x: math.log(x - 10), lambda m, x, y: 1 / (x - 10),
       derivative="1/(x − 10)", latex=r"\frac{1}{x - 10}",
       domain="x > 10", defined=lambda x: x > 10)
record("squares", "Σ²", lambda *x: math.fsum(t * t for t in x),
       lambda m, x, y: [2 * t for t in x], derivative="2·xᵢ", latex="2 x_i", arity=None)
record("fma", "fma", lambda u, v, w: u * v + w,
       lambda m, u, v, w, y: v, lambda m, u, v, w, y: u, lambda m, u, v, w, y: 1.0,
       derivative="v, u, 1", latex=r"v,\; u,\; 1", arity=3)
record("less", "%&$#_{}\\frac", operator.sub, lambda m, u, v, y: 1.0, lambda m, u, v, y: -1.0,
       derivative="1, −1", latex=r"1,\; -1", arity=2)
"""
THEY = """
import autograd_mini as ag
from autograd_mini.draw import draw_graph
from autograd_mini.stepper import stepper
x, y = ag.Value(12.0, label="x"), ag.Value(3.0, label="y")
J = ag.less(ag.log_less_10(x), y) + ag.squares([x, y]) * ag.fma(x, y, 2.0)
assert ag.log_less_10(12.0) == ag.log(2.0) and ag.squares([3.0, 4.0]) == 25.0
assert ag.fma(2.0, 3.0, 4.0) == 10.0
# ∂²/∂x² of log(x − 10) − y + (x² + y²)(xy + 2)
found = ag.hessian(J, [x])[0][0].data
assert abs(found - (-0.25 + 2 * (12 * 3 + 2) + 4 * 12 * 3)) < 1e-12, found
explanation = ag.explain(J)
print(explanation.latex(), explanation, explanation.markdown())
draw_graph(J).pipe("svg")
stepper(J).html()
"""


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    folder = tmp_path_factory.mktemp("others")
    shutil.copytree(
        ROOT / "autograd_mini",
        folder / "autograd_mini",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    with (folder / "autograd_mini" / "elementary.py").open("a", encoding="utf-8") as table:
        table.write(OTHERS)
    return folder


def test_records_of_every_other_shape(others):
    written = run(others, "-c", THEY)
    assert r"\operatorname{%" not in written


@pytest.mark.parametrize("name", ["sign", "step", "sigmoid"])
def test_a_name_that_rules_know_already_is_refused(others, name):
    script = (
        "import pytest\nfrom autograd_mini.elementary import record\n"
        "with pytest.raises(ValueError, match='another'):\n"
        f"    record({name!r}, 's', abs, abs, derivative='', latex='')"
    )
    run(others, "-c", script)
