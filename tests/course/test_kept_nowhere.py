"""A line that leaves nothing behind is told as that, in every lesson: a sum, or a grad alone."""

import pytest

from autograd_mini.course.comparing import COMPUTED, VARIABLE
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.lines.kept_nowhere import attribute_as_variable, lone_computation
from autograd_mini.course.marking import mark
from autograd_mini.course.source import engine

SUM, SEED = "z = z + weight * x_j", "        self.grad = 1.0\n"
ZERO, SENT = "inner.grad = 0.0", "parent.grad += sender.grad * partial"
SORTED = "sorted(nodes, key=lambda n: n.number, reverse=True)"
BIAS = "    z = theta[0]\n"
# The lesson, what is written in place of what, and what the sentence names.
COMPUTES = (
    (7, SUM, "z + weight * x_j", "z + weight * x_j"),
    (7, BIAS, "    z = 0.0\n    z + theta[0]\n", "z + theta[0]"),
    (5, SENT, "parent.grad + sender.grad * partial", "parent.grad + sender.grad * partial"),
    (5, f"for sender in {SORTED}:", f"{SORTED}\n        for sender in nodes:", SORTED),
)
VARIABLES = (
    (3, SEED, "        grad = 1.0\n", "grad = 1.0", "self"),
    (5, SEED, "        grad = 1.0\n", "grad = 1.0", "self"),
    (5, ZERO, "grad = 0.0", "grad = 0.0", "inner"),
    (5, SENT, "grad = sender.grad * partial", "grad = sender.grad * partial", "parent"),
    (4, "self.data, self.grad = data", "self.data, grad = data", "grad = 0.0", "self"),
)


def written(tmp_path, lesson, right, wrong):
    code = engine(lesson)
    assert right in code
    (tmp_path / "engine.py").write_text(code.replace(right, wrong), "utf-8")
    return tmp_path


def check_told(folder, lesson, known, fields, line):
    asked, told = (
        mark(folder, LESSONS[lesson - 1], language, level)
        for language, level in (("zh", 1), ("en", 3))
    )
    assert asked.hint == known.question["zh"].format(**fields)
    first, last = told.hint.splitlines()
    assert first == known.sentence["en"].format(**fields)
    assert last.rstrip().endswith(line)


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "right", "wrong", "code"), COMPUTES)
def test_what_is_computed_and_not_kept_is_told(lesson, right, wrong, code, tmp_path):
    folder = written(tmp_path, lesson, right, wrong)
    check_told(folder, lesson, COMPUTED, {"code": code}, code)


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "right", "wrong", "code", "node"), VARIABLES)
def test_a_variable_in_place_of_an_attribute_is_told(lesson, right, wrong, code, node, tmp_path):
    folder = written(tmp_path, lesson, right, wrong)
    fields = {"code": code, "name": "grad", "node": node}
    line = {"grad = 0.0": "0.0"}.get(code, code)  # which may stand beside another
    check_told(folder, lesson, VARIABLE, fields, line)


@pytest.mark.parametrize(
    ("lesson", "right", "wrong"),
    [
        (7, "return -self + number", "-self + number"),  # for want of a return
        (7, BIAS, "    try:\n        theta[0] + x[0]\n    finally:\n        z = theta[0]\n"),
        (6, "y = math.exp(self.data)", "1 / self.data\n        y = math.exp(self.data)"),
        (3, SEED, f"        grad = 1.0\n{SEED.replace('1.0', 'grad')}"),
        (5, "nodes, waiting =", "parents = self.parents\n        nodes, waiting ="),
        (5, ZERO, f"{ZERO}\n                number = 0"),
        (1, "def slope(", "def tried():\n    grad = 1\n    3 + 4\n\n\ndef slope("),
    ],
)
def test_what_is_kept_or_left_for_another_reason_is_none(lesson, right, wrong, tmp_path):
    file = written(tmp_path, lesson, right, wrong) / "engine.py"
    assert lone_computation(file) is None
    assert attribute_as_variable(file) is None


@pytest.mark.parametrize("lesson", range(1, 9))
def test_nothing_is_said_of_a_solution(lesson, tmp_path):
    (tmp_path / "engine.py").write_text(engine(lesson), "utf-8")
    assert lone_computation(tmp_path / "engine.py") is None
    assert attribute_as_variable(tmp_path / "engine.py") is None
