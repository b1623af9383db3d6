"""What was measured of an operation, as a formula that holds everywhere."""

import known
import pytest

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis import diagnose
from autograd_mini.testing.diagnosis.candidates import Search
from autograd_mini.testing.diagnosis.diagnosis import adapted
from autograd_mini.testing.diagnosis.measured import measured
from autograd_mini.testing.diagnosis.observe import observe


def sites(cls, *keys):
    seen = observe(adapted(cls))
    return list(measured(seen, Search(seen, {}).probes, keys))


def with_partials(name, change):
    """Return a right engine whose partials of one operation are changed."""

    def method(self, *others):
        result = getattr(known.right.Value, name)(self, *others)
        xs = [node.data for node in result.parents]
        result.partials = change(*xs, *result.partials)
        return result

    return type("Value", (known.right.Value,), {name: method})


@pytest.mark.parametrize(
    ("name", "key", "change", "words"),
    [
        ("__add__", "add", lambda u, v, *_: (1.0, 2.0), "2"),
        ("__add__", "add", lambda u, v, *_: (1.0, u / v), "u/v"),
        ("__mul__", "mul", lambda u, v, *_: (-0.5 * u * u, u), "−0.5·u²"),
        ("__mul__", "mul", lambda u, v, du, dv: (du, 1 / (u * v)), "1/(u·v)"),
        ("exp", "exp", lambda x, dx: (x * dx,), "x·y"),
        ("log", "log", lambda x, dx: (x,), "x"),
    ],
)
def test_a_wrong_rule_is_put_in_words(name, key, change, words):
    cls = with_partials(name, change)
    assert sites(cls, key)[0].words == words
    found = diagnose(cls, repair=False)
    assert [finding.operations for finding in found.mistakes] == [(key,)]
    assert found.unexplained == ()


class AddsForTimes(known.right.Value):
    def __mul__(self, other):
        other = self.of(other)
        return self.make(self.data + other.data, (self, other), (other.data, self.data))


class Log10(known.right.Value):
    def log(self):
        value = known.right.Value.log(self).data / 2.302585092994046
        return self.make(value, (self,), (1 / self.data,))


@pytest.mark.parametrize(("cls", "op"), [(AddsForTimes, "mul"), (Log10, "log")])
def test_the_value_of_another_operation_is_known(cls, op):
    found = diagnose(cls, repair=False)
    assert [(f.name, f.operations) for f in found.mistakes] == [("wrong-value", (op,))]
    assert found.unexplained == ()


def test_of_a_right_operation_there_is_nothing():
    keys = ["add", "mul", "div", "exp", "pow", "pow:number"]
    assert sites(known.right.Value, *keys) == []


def test_what_has_no_formula_is_known_at_its_points():
    cls = with_partials("exp", lambda x, dx: (dx if x > 1 else x + 0.1,))
    first = sites(cls, "exp")[0]
    assert (first.mistake, first.words) == ("wrong-rule", "")
    assert diagnose(cls, repair=False).mistakes[0].others == ()  # for the value is right
    assert observe(Engine("right:Value")).failures == {}


class Misspelt(known.right.Value):
    def __mul__(self, other):
        return self.make(self.data * self.of(other).dta, (self,), (1.0,))

    def __neg__(self):
        return self * -1.0


def test_all_that_one_line_stops_is_told_as_one():
    (finding,) = diagnose(Misspelt, repair=False).mistakes
    assert finding.name == "crashes-in-rule" and set(finding.operations) == {"mul", "neg"}
    assert len(finding.place.lines) == 1
