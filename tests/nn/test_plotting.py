"""The curves of a training: what is drawn, in which words, and what is refused."""

import io
import sys

import matplotlib
import pytest
from matplotlib import font_manager, pyplot

from autograd_mini import MLP, train
from autograd_mini.nn import plot, plot_mistakes, plot_units
from autograd_mini.nn.history import History, Measurement
from autograd_mini.nn.plotting import CHINESE_FONTS

matplotlib.use("Agg")

CLASSES = History(
    measurements=[Measurement(0, 2.0, 0.3, 2.5, 0.2), Measurement(10, 0.5, 0.9, 0.75, 0.8)]
)
NO_CLASSES = History(measurements=[Measurement(0, 2.0, None), Measurement(4, 1.0, None)])


def curves(figure):
    """What stands beside each axis: its lines, by their names, as style and numbers."""
    return {
        axes.get_ylabel(): {
            line.get_label(): (line.get_linestyle(), list(line.get_ydata()))
            for line in axes.get_lines()
        }
        for axes in figure.axes
    }


def test_cost_and_accuracy_over_the_steps_with_dashes_for_what_is_held_out():
    figure = plot(CLASSES)
    assert curves(figure) == {
        "J": {"learnt from": ("-", [2.0, 0.5]), "held out": ("--", [2.5, 0.75])},
        "accuracy": {"learnt from": ("-", [0.3, 0.9]), "held out": ("--", [0.2, 0.8])},
    }
    for axes in figure.axes:
        assert all(list(line.get_xdata()) == [0, 10] for line in axes.get_lines())
        assert axes.get_ylim()[0] == 0  # a curve that seems to reach the bottom is at 0
    assert figure.axes[-1].get_xlabel() == "step"


def test_without_classes_there_is_the_cost_alone():
    figure = plot(NO_CLASSES)
    assert curves(figure) == {"J": {"learnt from": ("-", [2.0, 1.0])}}
    assert figure.axes[0].get_xlabel() == "step"
    assert all(step == int(step) for step in figure.axes[0].get_xticks())  # there is no half one


def test_a_training_is_plotted_and_leaves_nothing_behind():
    before, open_figures = dict(matplotlib.rcParams), pyplot.get_fignums()
    history = train(MLP(1, [1], seed=0), [[0.0], [1.0]], [[0], [1]], steps=3, rate=1)
    figure = plot(history)
    written = io.BytesIO()
    figure.savefig(written, format="svg")
    assert b"</svg>" in written.getvalue()
    assert list(figure.axes[0].get_lines()[0].get_ydata()) == [
        at.cost for at in history.measurements
    ]
    assert dict(matplotlib.rcParams) == before and pyplot.get_fignums() == open_figures


def test_lines_differ_in_greyscale():
    """In their style, and as greys: what is dashed is lighter."""
    learnt, others = plot(CLASSES).axes[0].get_lines()
    red, green, blue = zip(*(matplotlib.colors.to_rgb(x.get_color()) for x in (learnt, others)))
    grey = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in zip(red, green, blue, strict=True)]
    assert grey[1] - grey[0] > 0.15 and learnt.get_linestyle() != others.get_linestyle()


def draws_chinese():
    """Tell whether this system has a font with Chinese characters; not every system has."""
    return bool(set(font_manager.fontManager.get_font_names()) & set(CHINESE_FONTS))


def test_chinese_has_a_font_or_says_so(monkeypatch):
    if draws_chinese():
        figure = plot(CLASSES, language="zh")
        assert list(curves(figure)) == ["J", "正确率"]
        assert list(curves(figure)["J"]) == ["用来训练", "留出"]
        figure.savefig(io.BytesIO())  # a character without a picture is a warning, and so an error
    monkeypatch.setattr(type(font_manager.fontManager), "get_font_names", lambda self: ["Cmr10"])
    with pytest.raises(ValueError, match="no font with Chinese characters; install Noto Sans CJK"):
        plot(CLASSES, language="zh")


@pytest.mark.parametrize(
    ("history", "language", "error", "says"),
    [
        ([1.0, 0.5], "en", TypeError, "history is .*; plot takes what train returned"),
        (History(), "en", ValueError, "history has no measurements"),
        (CLASSES, "fr", ValueError, "language is one of 'en', 'zh', not 'fr'"),
        (CLASSES, None, TypeError, "language is one of"),
    ],
)
def test_what_is_refused(history, language, error, says):
    with pytest.raises(error, match=says):
        plot(history, language=language)


def test_without_matplotlib_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r'python -m pip install "autograd-mini\[plot\]"'):
        plot(CLASSES)


def eye(weights):
    """A network that has nothing but these rows of weights, the bias first."""
    net = MLP(len(weights[0]) - 1, [len(weights)], seed=0)
    net.load_theta({1: weights})
    return net


def test_a_picture_for_each_unit_and_one_scale_for_all():
    net = eye([[9.0, 1.0, -2.0, 0.5, 0.0, 3.0, -4.0], [9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]])
    figure = plot_units(net, (2, 3))
    pictures = [axes.get_images()[0] for axes in figure.axes]
    assert [p.get_array().tolist() for p in pictures] == [
        [[1.0, -2.0, 0.5], [0.0, 3.0, -4.0]],
        [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
    ]
    assert {p.get_clim() for p in pictures} == {(-4.0, 4.0)}
    figure.savefig(io.BytesIO())
    if draws_chinese():
        titles = [axes.get_title() for axes in plot_units(net, (3, 2), language="zh").axes]
        assert titles == ["单元 1", "单元 2"]


def test_the_worst_mistakes_come_first_and_say_what_they_are_taken_for():
    net = eye([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])  # z is x: the larger pixel is the class
    X = [[0.2, 0.1], [0.9, 0.1], [0.1, 0.3], [0.6, 0.5]]
    Y = [[1, 0], [0, 1], [1, 0], [0, 1]]
    figure = plot_mistakes(net, X, Y, (1, 2), classes=["$left$", "right"])
    titles = [axes.get_title().replace("\\", "") for axes in figure.axes]
    assert titles == ["right, read as $left$", "$left$, read as right", "right, read as $left$"]
    shown = [axes.get_images()[0].get_array().tolist() for axes in figure.axes]
    assert shown == [[X[1]], [X[2]], [X[3]]]
    figure.savefig(io.BytesIO())  # a $ is a character, and no formula
    assert len(plot_mistakes(net, X, Y, (1, 2), most=1).axes) == 1
    none = plot_mistakes(net, X[:1], Y[:1], (1, 2))
    assert none.axes == [] and none.get_supxlabel() == "no mistakes"


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda net: plot_units("net", (1, 2)), TypeError, "net is the string 'net'; give an MLP"),
        (lambda net: plot_units(net, (2, 2)), ValueError, "image is .* of 2 pixels, not"),
        (lambda net: plot_units(net, 2), ValueError, "image is"),
        (lambda net: plot_units(net, (1, 2), language="fr"), ValueError, "language is one of"),
        (lambda net: plot_mistakes(net, [[1, 2]], [[1, 1]], (1, 2)), ValueError, "is no class"),
        (
            lambda net: plot_mistakes(net, [[1, 2]], [[1, 0]], (1, 2), classes=["a"]),
            ValueError, "classes has 1 names, and the network 2 outputs",
        ),
    ],
)  # fmt: skip
def test_what_pictures_refuse(call, error, says):
    with pytest.raises(error, match=says):
        call(eye([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
