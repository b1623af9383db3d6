"""Options have one name wherever they occur, and mean the same there."""

import inspect

import pytest

from autograd_mini import MLP, Value, cross_entropy, explain
from autograd_mini.draw import draw_graph, draw_network
from autograd_mini.options import LANGUAGES, renamed
from autograd_mini.stepper import animate, frames, stepper

TOOLS = {f.__name__: f for f in (draw_graph, draw_network, explain, stepper, frames, animate)}
# What each tool can be told; what is not here is its own.
TAKEN = {
    "language": {"draw_graph", "draw_network", "explain", "stepper", "frames", "animate"},
    "digits": {"draw_graph", "draw_network", "explain", "frames"},
    "limit": {"draw_graph", "draw_network", "explain", "stepper", "frames", "animate"},
    "dark": {"draw_graph", "draw_network", "stepper", "frames", "animate"},
}


@pytest.mark.parametrize("option", TAKEN)
def test_an_option_has_one_name(option):
    takes = {name for name, f in TOOLS.items() if option in inspect.signature(f).parameters}
    assert takes == TAKEN[option]
    for name in takes:
        assert f"    {option}: " in (TOOLS[name].__doc__ or ""), f"{name} does not say what it is"
        assert TOOLS[name].__doc__
        parameter = inspect.signature(TOOLS[name]).parameters[option]
        assert parameter.kind is parameter.KEYWORD_ONLY


def given(name, tmp_path):
    """Return a call of a tool that takes its options only."""
    record = MLP(2, [2, 1], seed=0).forward([1.0, 2.0])
    J = cross_entropy(record.a[3], [1.0])
    if name == "frames":
        return lambda **options: frames(J, tmp_path, **options)
    if name == "draw_network":
        return lambda **options: draw_network(record, **options)
    return lambda **options: TOOLS[name](J, **options)


@pytest.mark.parametrize("name", TOOLS)
def test_what_an_option_may_be(name, tmp_path):
    call = given(name, tmp_path)
    for option, wrong, error, said in (
        ("language", "fr", ValueError, "language is one of 'en', 'zh', not 'fr'"),
        ("language", None, TypeError, "language is one of 'en', 'zh', not NoneType"),
        ("digits", 0, ValueError, "digits is a whole number from 1 to 17, not 0"),
        ("digits", 18, ValueError, "digits is a whole number from 1 to 17, not 18"),
        ("digits", 3.0, TypeError, "digits is a whole number from 1 to 17, not float"),
        ("limit", 0, ValueError, "limit is a whole number at least 1, not 0"),
        ("limit", 1.5, TypeError, "limit is a whole number at least 1, not float"),
        ("dark", "yes", TypeError, "dark is True or False"),
    ):
        if name in TAKEN[option]:
            with pytest.raises(error, match=said):
                call(**{option: wrong})
    for language in LANGUAGES:
        call(language=language)


@pytest.mark.parametrize("name", ["draw_graph", "stepper", "frames", "animate", "explain"])
def test_the_limit_counts_nodes_and_for_each_of_them_four_edges(name, tmp_path):
    x = Value(1.0, label="x")
    J = x
    for _ in range(5):
        J = J + 1.0

    def call(**options):
        if name == "frames":
            return frames(J, tmp_path, **options)
        return TOOLS[name](J, x, **options) if name == "explain" else TOOLS[name](J, **options)

    with pytest.raises(ValueError, match="6 nodes and 5 edges; the limit is 5 nodes and 20 edges"):
        call(limit=5)
    call(limit=6)


def test_an_old_name_is_warned_of_where_it_is_used():
    x = Value(2.0, label="x")
    with pytest.warns(DeprecationWarning, match=r"explain\(of=…\) is now called shown=") as said:
        old = explain(of=x * x, wrt=x)
    assert said[0].filename == __file__
    assert old.text() == explain(x * x, x).text()


def test_a_renamed_function_is_what_it_was():
    def f(x: int, *, new: int = 1) -> int:
        """Return a sum."""
        return x + new

    call = renamed(old="new")(f)
    assert (call.__name__, call.__doc__, call(1), call(1, new=5)) == ("f", "Return a sum.", 2, 6)
    assert inspect.signature(call) == inspect.signature(f)
    with pytest.raises(TypeError, match="new is given twice, once as old, its old name"):
        call(1, new=2, old=3)


def test_the_end_of_a_graph_may_still_be_given_by_its_old_name(tmp_path):
    x = Value(2.0, label="x")
    J = x * x
    with pytest.warns(DeprecationWarning, match=r"stepper\(J=…\) is now called stepper\(…\)"):
        assert repr(stepper(J=J)) == repr(stepper(J))
    with pytest.warns(DeprecationWarning, match=r"frames\(J=…\) is now called frames\(…\)"):
        assert frames(J=J, directory=tmp_path) == frames(J, tmp_path)
