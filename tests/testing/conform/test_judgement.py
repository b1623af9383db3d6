"""What is judged, and how: right engines in all styles, and mistakes that look like lacks."""

import sys
from pathlib import Path

import pytest

from autograd_mini.testing.conform import properties, trial
from autograd_mini.testing.conform.engine import Engine, EngineError
from autograd_mini.testing.conform.properties import PROPERTIES
from autograd_mini.testing.conform.trial import NotSupported, Wrong

HERE = Path(__file__).parent
RIGHT = (HERE / "broken_engines" / "right.py").read_text("utf-8")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(trial, "EXAMPLES", 6)
    monkeypatch.setattr(properties.size, "DEEP", 4_000)
    monkeypatch.setattr(properties.size, "WIDE", 1_000)
    monkeypatch.setattr(sys, "path", list(sys.path))


def judge(engine, *names):
    """Return what is wrong, by the names of properties, and what is not supported."""
    wrong, missing = {}, {}
    for name in names or PROPERTIES.keys() - {"same_in_every_run"}:
        try:
            PROPERTIES[name].check(engine)
        except Wrong as verdict:
            wrong[name] = verdict
        except NotSupported as verdict:
            missing[name] = str(verdict)
    return wrong, missing


def written(tmp_path, source, names=None, value="Value"):
    path = tmp_path / "engine_of_a_test.py"
    path.write_text(source, "utf-8")
    return Engine(f"{path}:{value}", names)


# Right engines.

CLASSES = {
    "value": "Variable(x, trainable=True)", "data": "value", "grad": "gradient()",
    "backward": "differentiate(J)",
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "names", "passed", "fails"),
    [
        # Closures of a copy are those of the original, and the order is found by recursion.
        ("closures.py:Value", {}, 36, {"deep_copy", "deep_chain"}),
        ("tape.py:Value", {}, 30, set()),
        ("classes.py:Variable", CLASSES, 23, set()),
        ("single.py:Tensor", {"value": "Tensor(x, requires_grad=True)"}, 27, set()),
        ("single.py:variable", {}, 27, set()),
    ],
)
def test_a_right_engine_in_any_style_fails_nothing(file, names, passed, fails):
    engine = Engine(f"{HERE / 'right_engines' / file}", names)
    wrong, missing = judge(engine)
    assert set(wrong) == fails
    assert len(PROPERTIES) - 1 - len(wrong) - len(missing) >= passed
    assert ("seed" in missing) == (file != "tape.py:Value")
    assert engine.single == bool(engine.notes) == file.startswith("single")


def test_single_precision_is_no_excuse(tmp_path):
    source = (HERE / "right_engines" / "single.py").read_text("utf-8")
    engine = written(
        tmp_path, source.replace("numpy.cos(self.data)", "-numpy.cos(self.data)"), None, "variable"
    )
    wrong, _ = judge(engine, "derivative_of_sin", "derivative_of_exp", "chain_rule")
    assert set(wrong) == {"derivative_of_sin"}


def test_the_rules_of_textbooks_are_right_where_they_cancel(tmp_path):
    more = """
class Textbook(Value):
    def tanh(self):
        y = math.tanh(self.data)
        return self.make(y, (self,), (1 - y**2,))
    def expm1(self):
        y = math.expm1(self.data)
        return self.make(y, (self,), (y + 1,))
"""
    engine = written(tmp_path, RIGHT + more, value="Textbook")
    for op in ("tanh", "expm1"):
        for x in (3.90625, 4.0, 9.0, -3.7, -9.0, -20.0):
            trial.agree(engine, trial.one_step(op, 1), [x])


# Not there is not wrong, there but raising is.

SMALL = """
import math

class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        order, seen = [], set()
        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)
        visit(self)
        for node in order:
            node.grad = 0.0 if node.parents else node.grad
        self.grad += 1.0
        for node in reversed(order):
            for parent, partial in node.parents:
                parent.grad += node.grad * partial
"""


def test_an_engine_with_only_plus_and_times_fails_nothing_for_what_it_lacks(tmp_path):
    wrong, missing = judge(written(tmp_path, SMALL))
    assert set(wrong) == {"deep_chain"}  # it recurses
    assert {"derivative_of_sub", "power_with_a_number", "number_to_a_power"} <= set(missing)
    assert missing["derivative_of_exp"] == "it has no exp"


def test_what_is_missing_has_the_name_that_one_would_write(tmp_path):
    """Powers with a number, as in the course, are no powers of two values, and are there."""
    powers = """
    def __pow__(self, n):
        if isinstance(n, Value):
            return NotImplemented
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])
"""
    names = ("derivative_of_pow", "power_with_a_number", "number_to_a_power", "derivative_of_neg")
    wrong, missing = judge(written(tmp_path, SMALL + powers), *names)
    assert not wrong and "power_with_a_number" not in missing
    assert missing["derivative_of_pow"].startswith("its __pow__ takes a number as the exponent")
    assert "__rpow__" in missing["number_to_a_power"]
    assert missing["derivative_of_neg"] == "it has no __neg__"
    _, missing = judge(written(tmp_path, SMALL), *names)
    assert missing["derivative_of_pow"] == "it has no __pow__"
    assert "__pow__" in missing["power_with_a_number"]


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ("def exp(self): raise NotImplementedError", None),
        ("def exp(self): raise TypeError('no exp of values')", None),
        ("def exp(self, base): pass", None),
        ("exp = 3", None),
        ("def exp(self): return Value(math.exp(self))", "must be real number, not Value (engine"),
        ("def exp(self): return math.exq(self.data)", "module 'math' has no attribute 'exq'"),
        ("def exp(): pass", "TypeError: Value.exp() takes 0 positional arguments"),
        ("def exp(self): return Value(self.data, 1, 2)", "TypeError: Value.__init__() takes"),
        ("def exp(self): return math.exp(self.data)", "a number and no Value"),
        ("def exp(self): 1 / 0", "ZeroDivisionError"),
    ],
)  # fmt: skip
def test_what_is_there_but_raises_is_wrong(tmp_path, method, message):
    engine = written(tmp_path, f"{SMALL}\n    {method}\n")
    wrong, missing = judge(engine, "derivative_of_exp", "agreement_with_dual_numbers")
    assert "agreement_with_dual_numbers" not in wrong | missing
    if message is None:
        assert missing == {"derivative_of_exp": "it has no exp"}
    else:
        assert message in wrong["derivative_of_exp"].message


def test_a_function_of_numbers_in_the_module_is_no_operation(tmp_path):
    helpers = "from math import tanh\ndef sigmoid(x): return 1 / (1 + math.exp(-x))\n"
    own = "def relu(x): return Value(max(x.dat, 0.0))\n"
    wrong, missing = judge(
        written(tmp_path, SMALL + helpers + own),
        "derivative_of_tanh", "derivative_of_sigmoid", "derivative_of_relu",
    )  # fmt: skip
    assert set(missing) == {"derivative_of_tanh", "derivative_of_sigmoid"}
    assert "'Value' object has no attribute 'dat'" in wrong["derivative_of_relu"].message


@pytest.mark.parametrize(
    "source",
    [
        "class Value:\n    def __init__(self, data): raise NotImplementedError\n",
        "class Value:\n    def __init__(self, data): self.data, self.grad = data, 0.0\n",
        "class Value:\n    def __init__(self, data): self.data = data\n"
        "    def __add__(self, other): raise NotImplementedError\n"
        "    def backward(self): raise NotImplementedError\n",
    ],
)
def test_an_engine_in_which_nothing_works_yet_fails_nothing(tmp_path, source):
    wrong, missing = judge(written(tmp_path, source))
    assert (wrong, len(missing)) == ({}, len(PROPERTIES) - 1)


# Single properties.


def changed(tmp_path, old, new):
    assert old in RIGHT
    return written(tmp_path, RIGHT.replace(old, new))


def test_an_operation_that_forgets_the_gradient_that_it_gets(tmp_path):
    more = """
class Forgetful(Value):
    def send(self, parent, partial):
        parent.grad += partial if self.forgets else self.grad * partial
    forgets = False
    def exp(self):
        result = super().exp()
        result.forgets = True
        return result
"""
    engine = written(tmp_path, RIGHT + more, value="Forgetful")
    wrong, _ = judge(engine, "derivative_of_exp", "derivative_of_log", "derivative_of_mul")
    assert set(wrong) == {"derivative_of_exp"}
    program = wrong["derivative_of_exp"].example.program
    assert [step.name for step in program] == ["exp", "mul"]


def test_a_leaf_that_several_sums_use(tmp_path):
    more = """
class Overwriting(Value):
    def __add__(self, other):
        result = super().__add__(other)
        result.overwrites = True
        return result
    overwrites = False
    def send(self, parent, partial):
        parent.grad = self.grad * partial + (0.0 if self.overwrites else parent.grad)
"""
    wrong, _ = judge(written(tmp_path, RIGHT + more, value="Overwriting"), "leaf_used_by_many")
    assert set(wrong) == {"leaf_used_by_many"}


@pytest.mark.parametrize(
    ("power", "partial", "fails"),
    [
        ("self.data**n", "n * self.data ** (n - 1)", True),  # (−2) ** 0.5 is complex
        ("math.pow(self.data, n)", "n * math.pow(self.data, n - 1)", False),  # 0^0 raises
        ("math.pow(self.data, n)", "n * math.pow(self.data, n - 1) if n else 0.0", False),
        ("math.pow(abs(self.data), n)", "n * math.pow(abs(self.data), n - 1)", True),
        ("math.pow(self.data, n) if self.data else math.inf", "1.0", True),
    ],
)
def test_powers_with_a_number_outside_the_domain(tmp_path, power, partial, fails):
    method = f"    def __pow__(self, n):\n        return Value({power}, ((self, {partial}),))\n"
    wrong, _ = judge(written(tmp_path, f"{SMALL}\n{method}"), "outside_the_domain")
    assert bool(wrong) == fails


@pytest.mark.parametrize(
    ("outside", "returned"),
    [
        ("return 0", "0"),
        ("return float('nan')", "nan"),
        ("return", "None"),
        ("print('error')", "None"),
        ("return 'error'", "'error'"),
        ("raise ValueError(self.data)", ""),
        ("return math.log(self.data)", ""),
    ],
)
def test_what_is_no_value_is_no_error_either(tmp_path, outside, returned):
    method = f"""
    def log(self):
        if self.data > 0:
            return Value(math.log(self.data), ((self, 1 / self.data),))
        {outside}
"""
    wrong, _ = judge(written(tmp_path, f"{SMALL}\n{method}"), "outside_the_domain")
    said = [f"it returns {returned} instead of an error"] if returned else []
    assert [one.message for one in wrong.values()] == said


def test_the_slope_of_relu_at_its_kink_is_free(tmp_path):
    for slope, fails in ((0.0, False), (0.5, False), (1.0, False), (1.5, True), ("math.nan", True)):
        more = f"""
class Kinked(Value):
    def relu(self):
        slope = {slope} if self.data == 0 else float(self.data > 0)
        return self.make(max(self.data, 0.0), (self,), (slope,))
"""
        (folder := tmp_path / str(slope)).mkdir()
        wrong, _ = judge(written(folder, RIGHT + more, value="Kinked"), "kink_of_relu")
        assert bool(wrong) == fails
    assert "it should be between 0.0 and 1.0" in wrong["kink_of_relu"].message


@pytest.mark.parametrize(
    ("signature", "verdict"),
    [
        ("seed=1.0", "wrong"), ("grad", "wrong"), ("gradient=None", "wrong"),
        ("retain_graph=False", "missing"), ("visited=None", "missing"), ("*, seed=1", "missing"),
        ("", "missing"), ("mode='reverse'", "missing"), ("retain_grad_graph=None", "missing"),
    ],
)  # fmt: skip
def test_what_is_a_seed(tmp_path, signature, verdict):
    source = SMALL.replace("def backward(self)", f"def backward(self, {signature})")
    engine = written(tmp_path, source)
    wrong, missing = judge(engine, "seed")
    assert (list(wrong), list(missing)) == (
        (["seed"], []) if verdict == "wrong" else ([], ["seed"])
    )


def test_a_deep_copy_is_looked_at(tmp_path):
    engine = Engine(f"{HERE / 'right_engines' / 'closures.py'}")
    wrong, _ = judge(engine, "deep_copy")
    assert wrong["deep_copy"].message == "u.grad is 0.0; it should be 5.0"


def test_a_wrong_value_is_what_the_example_prints(tmp_path):
    engine = changed(
        tmp_path, "self.make(self.data + other.data", "self.make(self.data - other.data"
    )
    wrong, _ = judge(engine, "derivative_of_add")
    lines = wrong["derivative_of_add"].example.python.splitlines()
    assert lines[-1] == 'print("J.data =", J.data)'
    assert not any("backward" in line or ".grad" in line for line in lines)


# Names.


def test_examples_have_the_names_of_the_engine(tmp_path):
    source = (HERE / "right_engines" / "classes.py").read_text("utf-8")
    wrong_product = source.replace("return v.value, u.value", "return u.value, v.value")
    engine = written(tmp_path, wrong_product, CLASSES, "Variable")
    wrong, _ = judge(engine, "derivative_of_mul", "two_results_add_up", "gradient_set_to_0")
    code = wrong["derivative_of_mul"].example.python
    for part in (":Variable", ":differentiate", "Variable(1.0, trainable=True)",
                 "differentiate(J)", "a.gradient()"):  # fmt: skip
        assert part in code
    assert not {"Value(", ".grad)", "backward"} & set(code.replace("(", "( ").split())
    code = wrong["two_results_add_up"].example.python
    assert "differentiate(K)" in code
    assert "print(x.gradient())  # 7.0" in code
    assert wrong["two_results_add_up"].message == "x.gradient() is 6.0; it should be 7.0"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def __init__(self, x): self.x = x", "has no .data"),
        ("def __init__(self, x, requires_grad): self.data = x", "Value(1.5) fails: TypeError"),
        ("def __init__(self, x): self.data = x\n    def __mul__(self, o): return self\n"
         "    def backward(self): self.slope = 1.0", "has no .grad"),
        ("def __init__(self, x): self.data, self.grad = x, 0\ndef backward(node): pass",
         "has no .backward"),
    ],
)  # fmt: skip
def test_what_an_engine_calls_otherwise_is_told_with_the_lines_to_write(tmp_path, source, message):
    with pytest.raises(EngineError) as error:
        written(tmp_path, f"class Value:\n    {source}\n")
    first, *rest = str(error.value).splitlines()
    assert message in first
    lines = [line.partition(" #")[0].strip() for line in rest]
    assert lines[-4:] == [
        "[names]", "grad = gradient", "backward = backprop()",
        "value = Tensor(x, requires_grad=True)",
    ]  # fmt: skip
