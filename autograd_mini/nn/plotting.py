"""How a training went, as curves; and of pictures, what was learnt and what is mistaken.

It takes matplotlib.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from autograd_mini.nn.history import History
from autograd_mini.nn.mlp import MLP
from autograd_mini.nn.samples import said
from autograd_mini.options import spoken, whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WORDS = {
    "en": {"step": "step", "accuracy": "accuracy", "learnt": "learnt from", "others": "held out",
           "unit": "unit {i}", "scale": "white: {most:.2g}, black: −{most:.2g}, grey: 0",
           "read": "{right}, read as {read}", "none": "no mistakes"},
    "zh": {"step": "步", "accuracy": "正确率", "learnt": "用来训练", "others": "留出",
           "unit": "单元 {i}", "scale": "白：{most:.2g}，黑：−{most:.2g}，灰：0",
           "read": "{right}，认作 {read}", "none": "没有错误"},
}  # fmt: skip
# What comes with systems, or what people install there.  matplotlib's own font has no Chinese.
CHINESE_FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB",
    "Heiti TC", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback", "Arial Unicode MS",
)  # fmt: skip


def plot(history: History, *, language: str = "en") -> "Figure":
    """Return a figure of J, and below it of the accuracy, over the steps of a training.

    The samples to learn from have a full line, those that were held out a dashed one.  Where the
    targets are no classes there is J alone.  It is a figure of matplotlib: a notebook shows it,
    `figure.savefig(path)` writes it, and `figure.axes` are there to be changed.

    history: what `train` returned.
    language: of the words, "en" or "zh"; Chinese takes a font that has it.

    TypeError for no history, ValueError if nothing was measured, or if no font has the language;
    ImportError without matplotlib, which the extra `plot` installs.

    >>> from autograd_mini import MLP, train
    >>> history = train(MLP(1, [1], seed=0), [[0.0], [1.0]], [[0], [1]], steps=20, rate=1)
    >>> figure = plot(history)
    >>> [axes.get_ylabel() for axes in figure.axes]
    ['J', 'accuracy']
    """
    if not isinstance(history, History):
        raise TypeError(f"history is {said(history)}; plot takes what train returned")
    if not history.measurements:
        raise ValueError("history has no measurements; plot takes what train returned")
    spoken(language)
    words = WORDS[language]
    steps = [at.step for at in history.measurements]
    curves = {"J": [[at.cost, at.held_out_cost] for at in history.measurements]}
    if history.measurements[0].accuracy is not None:
        curves[words["accuracy"]] = [
            [at.accuracy, at.held_out_accuracy] for at in history.measurements
        ]
    with _drawn(language, len(curves), 1, sharex=True) as (figure, grid):
        for axes, (name, values) in zip(grid[:, 0], curves.items()):
            learnt, others = zip(*values)
            axes.plot(steps, learnt, "-", label=words["learnt"])
            if others[0] is not None:
                axes.plot(steps, others, "--", label=words["others"])
            axes.set_ylabel(name, rotation=0, horizontalalignment="right")
            axes.set_ylim(0, 1.02 if name == words["accuracy"] else None)
            axes.grid(alpha=0.3)
        grid[0, 0].legend()
        grid[-1, 0].set_xlabel(words["step"])
        grid[-1, 0].xaxis.get_major_locator().set_params(integer=True)
    return figure


def plot_units(net: MLP, image: tuple[int, int], *, language: str = "en") -> "Figure":
    """Return a figure of what each unit of layer 2 looks for in a picture: its weights, as one.

    White adds to z, black takes from it, grey does nothing; the bias is left out, and all units
    have the same scale.

    net: a network whose inputs are the pixels of a picture.  image: its rows and columns.
    language: of the words, "en" or "zh".

    TypeError for no network, ValueError for an image that does not fit its inputs; other errors as
    for `plot`.

    >>> figure = plot_units(MLP(6, [4, 1], seed=0), (2, 3))
    >>> [axes.get_title() for axes in figure.axes]
    ['unit 1', 'unit 2', 'unit 3', 'unit 4']
    """
    _fitting(net, image)
    spoken(language)
    words, first = WORDS[language], int(net.bias)
    rows = [[theta.data for theta in row[first:]] for row in net.theta[1]]
    most = max(abs(x) for row in rows for x in row) or 1.0
    across = math.ceil(math.sqrt(len(rows)))
    size = math.ceil(len(rows) / across), across
    with _drawn(language, *size, figsize=(1.3 * across, 1.45 * size[0] + 0.4)) as (figure, grid):
        for i, (row, axes) in enumerate(zip(rows, _tiles(grid, len(rows))), start=1):
            _image(axes, row, image, -most, most, "gray")
            axes.set_title(words["unit"].format(i=i), fontsize="small")
        figure.supxlabel(words["scale"].format(most=most), fontsize="small")
    return figure


class Mistake(NamedTuple):
    """A sample that is taken for another class: its number, both classes, and the outputs."""

    sample: int
    right: int
    read: int
    outputs: list[float]


def worst_mistakes(net: MLP, X: Any, Y: Any, most: int = 10) -> list[Mistake]:
    """Return the samples that a network is most wrong about, the worst first.

    How wrong is by how much the largest output is above that of the right class.

    X, Y: samples and their targets, one 1 in each.  most: how many, at most.

    ValueError for a network with one output, and for targets that are no classes; other errors as
    for `net.cost`.

    >>> net = MLP(1, [2], seed=0)
    >>> net.load_theta({1: [[0.0, 1.0], [0.0, -1.0]]})
    >>> [m[:3] for m in worst_mistakes(net, [[2.0], [1.0], [-1.0]], [[0, 1], [0, 1], [0, 1]])]
    [(0, 1, 0), (1, 1, 0)]
    """
    whole("most", most, 1)
    rows, targets = net.samples(X, Y)
    found = []
    for number, (x, y) in enumerate(zip(rows, targets)):
        if len(y) < 2 or sorted(map(float, y)) != [0.0] * (len(y) - 1) + [1.0]:
            raise ValueError(f"Y[{number}] is no class: one 1, and 0 for all others, 2 or more")
        a = [a_k.data for a_k in net(x)]
        right, read = y.index(1.0), a.index(max(a))
        if right != read:
            found.append(Mistake(number, right, read, a))
    return sorted(found, key=lambda m: m.outputs[m.right] - m.outputs[m.read])[:most]


def plot_mistakes(
    net: MLP,
    X: Any,
    Y: Any,
    image: tuple[int, int],
    *,
    classes: Sequence[str] | None = None,
    most: int = 10,
    language: str = "en",
) -> "Figure":
    """Return a figure of the pictures that a network is most wrong about, the worst first.

    net, X, Y, most: as for `worst_mistakes`.  image: the rows and columns of a picture.
    classes: their names; their numbers, counted from 0, if None.
    language: of the words, "en" or "zh".

    ValueError for an image or names that do not fit; other errors as for `worst_mistakes` and
    `plot`.
    """
    _fitting(net, image)
    spoken(language)
    words = WORDS[language]
    names = list(map(str, range(net.sizes[-1]) if classes is None else classes))
    if len(names) != net.sizes[-1]:
        raise ValueError(f"classes has {len(names)} names, and the network {net.sizes[-1]} outputs")
    mistakes = worst_mistakes(net, X, Y, most)
    rows, _ = net.samples(X, Y)
    size = max(1, math.ceil(len(mistakes) / 5)), min(5, max(1, len(mistakes)))
    with _drawn(language, *size, figsize=(1.6 * size[1], 1.9 * size[0])) as (figure, grid):
        for mistake, axes in zip(mistakes, _tiles(grid, len(mistakes))):
            _image(axes, rows[mistake.sample], image, None, None, "gray_r")
            title = words["read"].format(right=names[mistake.right], read=names[mistake.read])
            axes.set_title(title.replace("$", r"\$"), fontsize="small")
        if not mistakes:
            figure.supxlabel(words["none"])
    return figure


def _fitting(net: Any, image: Any) -> None:
    if not isinstance(net, MLP):
        raise TypeError(f"net is {said(net)}; give an MLP")
    fits = isinstance(image, tuple | list) and [type(n) for n in image] == [int, int]
    if not fits or min(image) < 1 or math.prod(image) != net.sizes[0]:
        raise ValueError(
            f"image is (rows, columns) of a picture of {net.sizes[0]} pixels, not {image!r}"
        )


def _tiles(grid: Any, count: int) -> list[Any]:
    """Return the first places of a grid, without axes; the others are taken away."""
    tiles = list(grid.flat)
    for axes in tiles[count:]:
        axes.remove()
    return tiles[:count]


def _image(
    axes: Any, pixels: Sequence[Any], image: tuple[int, int], low: Any, high: Any, colours: str
) -> None:
    rows, columns = image
    picture = [pixels[i * columns : (i + 1) * columns] for i in range(rows)]
    axes.imshow(picture, cmap=colours, vmin=low, vmax=high)
    axes.set_xticks([])
    axes.set_yticks([])


@contextmanager
def _drawn(
    language: str, rows: int, columns: int, **options: Any
) -> "Iterator[tuple[Figure, Any]]":
    """Give a figure and its grid to draw on, in a font for the language."""
    spoken(language)
    try:
        from matplotlib import pyplot, rc_context
    except ImportError:
        raise ImportError(
            'a plot takes matplotlib: python -m pip install "autograd-mini[plot]"'
        ) from None
    with rc_context({"font.family": _fonts(language)}):
        # Closed at once, so that a notebook shows it as the value of its cell, and not twice.
        figure, grid = pyplot.subplots(
            rows, columns, squeeze=False, layout="constrained", **options
        )
        pyplot.close(figure)
        yield figure, grid


def _fonts(language: str) -> list[str]:
    """Return fonts, of which the first that has a character draws it; ValueError if none will."""
    from matplotlib import rcParams
    from matplotlib.font_manager import fontManager

    fonts = list(rcParams["font.family"])
    if language == "zh":
        installed = set(fontManager.get_font_names())
        chinese = [name for name in CHINESE_FONTS if name in installed]
        if not chinese:
            raise ValueError(
                "matplotlib finds no font with Chinese characters; install Noto Sans CJK SC, or "
                "take language='en'"
            )
        fonts.append(chinese[0])
    return fonts
