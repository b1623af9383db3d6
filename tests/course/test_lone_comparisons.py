"""A statement that only compares, with ==, is told as that, with its line, in every lesson."""

import pytest

from autograd_mini.course.comparing import LONE
from autograd_mini.course.lessons import LESSONS
from autograd_mini.course.lines.lone_comparisons import lone_comparison
from autograd_mini.course.marking import mark
from autograd_mini.course.source import engine

ADD = "return Value(self.data + other.data, (self, other))"
RETURN = "    return (f(x + h) - f(x - h)) / (2 * h)\n"
LOOP = "    n = 0\n    while n < 1:\n        n == n + 1\n"
# The lesson, what is written in place of what, the statement, and what it should set.
COMPARED = (
    (1, "h = 1e-5", "h == 1e-5", "h == 1e-05", "h"),
    (1, RETURN, f"{LOOP}{RETURN}", "n == n + 1", "n"),
    (2, ADD, "out = Value(self.data + other.data)\n        out.parents == (self, other)\n"
     "        return out", "out.parents == (self, other)", "out.parents"),
    (3, "self.grad = 1.0", "self.grad == 1.0", "self.grad == 1.0", "self.grad"),
    (8, "weight.grad = 0.0", "weight.grad == 0.0", "weight.grad == 0.0", "weight.grad"),
    (8, "z_i, a_i = neuron(row, inputs)", "z_i, a_i == neuron(row, inputs)",
     "z_i, a_i == neuron(row, inputs)", "z_i, a_i"),
)  # fmt: skip


def written(tmp_path, lesson, right, wrong):
    code = engine(lesson)
    assert right in code
    (tmp_path / "engine.py").write_text(code.replace(right, wrong), "utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "right", "wrong", "code", "left"), COMPARED)
def test_it_is_told_with_its_line(lesson, right, wrong, code, left, tmp_path):
    folder = written(tmp_path, lesson, right, wrong)
    asked, told = (
        mark(folder, LESSONS[lesson - 1], language, level)
        for language, level in (("zh", 1), ("en", 3))
    )
    assert asked.hint == LONE.question["zh"].format(left=left)
    assert asked.asks and asked.more
    first, last = told.hint.splitlines()
    assert first == LONE.sentence["en"].format(code=code, left=left, meant=code.replace("==", "="))
    assert last.rstrip().endswith(code.replace("1e-05", "1e-5"))
    assert not told.asks and not told.more


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("h = 1e-5", "h = 1e-5\n    same = h == 1e-5"),
        ("h = 1e-5", "h = 1e-5\n    assert h == 1e-5"),
        ("h = 1e-5", "h = 1e-5\n    if h == 1e-5:\n        h = 2e-5"),
        ("h = 1e-5", "h = 1e-5\n    h < 1"),
        ("h = 1e-5", "h = 1e-5\n    f(x) == x"),
        ("def slope(", "def tried():\n    h == 1e-5\n\n\ndef slope("),  # which nothing calls
    ],
)
def test_a_comparison_that_is_used_or_has_nothing_to_set_is_none(right, wrong, tmp_path):
    assert lone_comparison(written(tmp_path, 1, right, wrong) / "engine.py") is None


def test_a_function_that_the_engine_calls_is_looked_at(tmp_path):
    helper = "def distance():\n    h == 1e-5\n    return h\n\n\ndef slope("
    code = engine(1).replace("def slope(", helper).replace("h = 1e-5", "h = distance()")
    (tmp_path / "engine.py").write_text(code, "utf-8")
    assert lone_comparison(tmp_path / "engine.py").code == "h == 1e-05"
    assert lone_comparison(tmp_path / "none.py") is None
