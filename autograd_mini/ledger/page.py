"""The page of a ledger, as one HTML file; see `ledger_page`."""

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from autograd_mini.files import write
from autograd_mini.ledger.goes_on import goes_on
from autograd_mini.ledger.kept import Kept
from autograd_mini.ledger.messages import MESSAGES
from autograd_mini.nn.ledger import Ledger
from autograd_mini.nn.samples import entries, said
from autograd_mini.options import shaded, spoken
from autograd_mini.stepper import assets
from autograd_mini.stepper.document import document

SHARED = ("numbers.js", "writing.js", "controls.js")
SCRIPTS = ("book.js", "curves.js", "heat.js", "details.js", "axes.js", "plane.js", "ledger.js")


def ledger_page(
    ledger: Ledger,
    /,
    *,
    language: str = "en",
    dark: bool | None = None,
    names: Sequence[str] | None = None,
    classes: Sequence[str] | None = None,
    image: tuple[int, int] | None = None,
    scaled: bool = False,
) -> "LedgerPage":
    """Return a page to scrub through a training, and to ask which sample moved which weight.

    `ledger_page(history.ledger).save("ledger.html")` writes one file that needs no network.  It
    keeps below 5 MB; what it leaves out for that, it says at its end.

    ledger: history.ledger, after `history = train(…, ledger=True)`.
    language: "en" or "zh", of the page when it opens.
    dark: whether the page is dark when it opens; None leaves that to the browser.
    names: of the samples, in the order of X; their numbers, counted from 1, if None.
    classes: the names of the classes; of a single output those of 0 and of 1.
    image: (rows, columns), if each sample is a picture, to show it.
    scaled: whether the columns of X were scaled before the training; the page then says so.

    TypeError for what is no ledger; ValueError for one without steps, for names that are too few or
    too many, and an image that does not fit the inputs.

    >>> from autograd_mini import MLP, train
    >>> net = MLP(2, [2, 1], seed=1)
    >>> history = train(net, [[0, 1], [1, 1]], [[1], [0]], steps=5, ledger=True)
    >>> ledger_page(history.ledger, classes=["different", "equal"])
    <LedgerPage of 5 steps, 2 samples, 9 weights>
    """
    if not isinstance(ledger, Ledger):
        hint = "; train(…, ledger=True) keeps one" if ledger is None else ""
        raise TypeError(f"ledger is {said(ledger)}; give history.ledger{hint}")
    spoken(language)
    shaded(dark)
    if not ledger.steps:
        raise ValueError(
            "the ledger has no steps: the best weights are those before the first; train with a "
            "smaller rate, or without held_out"
        )
    outputs = ledger.net.sizes[-1]
    of_samples = _names("names", names, len(ledger.X))
    of_classes = _names("classes", classes, max(2, outputs))
    inputs = ledger.net.sizes[0]
    if image is not None and (
        not isinstance(image, tuple | list)
        or [type(n) for n in image] != [int, int]
        or min(image) < 1
        or image[0] * image[1] != inputs
    ):
        raise ValueError(f"image is (rows, columns) of a picture of {inputs} pixels, not {image!r}")
    return LedgerPage(ledger, language, dark, of_samples, of_classes, image, scaled)


class LedgerPage:
    """The page of a ledger; see `ledger_page`."""

    def __init__(
        self, ledger: Ledger, language: str, dark: bool | None, names: list[str] | None,
        classes: list[str] | None, image: tuple[int, int] | None, scaled: bool,
    ) -> None:  # fmt: skip
        self.ledger, self.language, self.dark = ledger, language, dark
        self.names, self.classes, self.image, self.scaled = names, classes, image, scaled

    def __repr__(self) -> str:
        return repr(self.ledger).replace("Ledger", "LedgerPage", 1)

    @cached_property
    def data(self) -> dict[str, Any]:
        """All that the page is told, as JSON has it."""
        kept = Kept(self.ledger)
        told = kept.data()
        if self.names is not None:
            told["names"] = [self.names[s] for s in kept.samples]
        return told | {
            "language": self.language,
            "messages": MESSAGES,
            "classes": self.classes,
            "image": self.image,
            "scaled": self.scaled,
            "theme": None if self.dark is None else "dark" if self.dark else "light",
            "plane": goes_on(self.ledger),
        }

    def html(self) -> str:
        """Return the page, as one HTML document that needs nothing from elsewhere."""
        title = MESSAGES[self.language]["title"]
        text = document(self.language, title, style(), self.data, script())
        return text.encode("utf-8", "replace").decode()  # a name may have half a character

    def save(self, path: str | os.PathLike[str]) -> str:
        """Write the page to a file, whole or not at all, and return its path.

        OSError with the path if it cannot be written.
        """
        write(Path(path), self.html().encode())
        return str(path)


def style() -> str:
    """Return the stylesheet of the page."""
    return assets.base() + _text("ledger.css")


def script() -> str:
    """Return the JavaScript of the page as one module."""
    return assets.module(sources())


def sources() -> dict[str, str]:
    """Return the files of the JavaScript, each after those that it imports."""
    return assets.sources(SHARED) | {name: _text(name) for name in SCRIPTS}


def _names(option: str, given: Any, count: int) -> list[str] | None:
    """Return names as text."""
    if given is None:
        return None
    found = entries(option, given, of="names")
    if len(found) != count:
        raise ValueError(f"{option} has {len(found)} names; {count} are needed")
    return list(map(str, found))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
