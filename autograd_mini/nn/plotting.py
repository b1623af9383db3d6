"""plot: how a training went, as curves of J and of the accuracy.  It takes matplotlib."""

from typing import TYPE_CHECKING

from autograd_mini.nn.samples import said
from autograd_mini.nn.train import History
from autograd_mini.options import spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WORDS = {
    "en": {"step": "step", "accuracy": "accuracy", "learnt": "learnt from", "others": "held out"},
    "zh": {"step": "步", "accuracy": "正确率", "learnt": "用来训练", "others": "留出"},
}
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
    try:
        from matplotlib import pyplot, rc_context
    except ImportError:
        raise ImportError(
            'a plot takes matplotlib: python -m pip install "autograd-mini[plot]"'
        ) from None

    words = WORDS[language]
    steps = [at.step for at in history.measurements]
    curves = {"J": [[at.cost, at.held_out_cost] for at in history.measurements]}
    if history.measurements[0].accuracy is not None:
        curves[words["accuracy"]] = [
            [at.accuracy, at.held_out_accuracy] for at in history.measurements
        ]
    with rc_context({"font.family": _fonts(language)}):
        # Closed at once, so that a notebook shows it as the value of its cell, and not twice.
        figure, grid = pyplot.subplots(
            len(curves), sharex=True, squeeze=False, layout="constrained"
        )
        pyplot.close(figure)
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
