"""The bar of a training, which takes tqdm."""

import sys
from collections.abc import Mapping
from typing import Any

from autograd_mini.nn.samples import said


class Bar:
    """A bar of tqdm with cost and accuracy, or nothing.

    steps: how many it counts.  progress: as `train` takes it.
    """

    def __init__(self, steps: int, progress: Any) -> None:
        self._bar: Any = None
        if progress is not None and not isinstance(progress, bool):
            raise TypeError(f"progress is True, False or None, not {said(progress)}")
        seen = sys.stderr is not None and sys.stderr.isatty()
        if progress is False or (progress is None and not seen and "ipykernel" not in sys.modules):
            return
        try:
            from tqdm.auto import tqdm
        except ImportError:
            if progress:
                raise ImportError(
                    'a progress bar takes tqdm: python -m pip install "autograd-mini[train]"'
                ) from None
            return
        self._bar = tqdm(total=steps, unit="step")

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self) -> None:
        """Count a step."""
        if self._bar is not None:
            self._bar.update()

    def show(self, seen: Mapping[str, float | None]) -> None:
        """Show numbers beside the bar; those that are None are left out."""
        if self._bar is not None:
            self._bar.set_postfix({k: f"{x:.3g}" for k, x in seen.items() if x is not None})
