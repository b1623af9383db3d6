"""The curves of a training, --plot of `autograd-mini train`; they take matplotlib."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograd_mini.nn.train import History


def format_of(path: Path) -> str:
    """Return the format of a plot; ValueError for an ending that matplotlib does not know."""
    try:
        from matplotlib.backend_bases import FigureCanvasBase
    except ImportError:
        raise ImportError(
            'a plot takes matplotlib: python -m pip install "autograd-mini[plot]"'
        ) from None
    ending = path.suffix.removeprefix(".").lower()
    if ending not in FigureCanvasBase.filetypes:
        raise ValueError(f"--plot {path} needs an ending such as .png, .svg or .pdf")
    return ending


def drawn(path: Path, history: "History", language: str) -> bytes:
    """Return the plot of a training, in the format of the file that it is for."""
    import matplotlib

    from autograd_mini.nn import plot

    matplotlib.use("Agg")  # for there may be no screen
    stream = io.BytesIO()
    figure = plot(history, language=language)
    figure.savefig(stream, format=format_of(path))
    return stream.getvalue()
