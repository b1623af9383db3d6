"""The bar of a training: that of tqdm, or a plain line in a terminal."""

import sys
from collections.abc import Mapping
from typing import Any

from autograd_mini.nn.samples import said


class Plain:
    """A line in a terminal that says how far a training is, with the methods of a bar of tqdm."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.seen, self.width = total, 0, "", 0

    def update(self) -> None:
        """Count a step; every hundredth of all of them is shown."""
        self.done += 1
        if 100 * self.done // self.total > 100 * (self.done - 1) // self.total:
            self._show(f"{self.done}/{self.total} {self.seen}".rstrip())

    def set_postfix(self, seen: Mapping[str, str]) -> None:
        """Show numbers behind how far it is."""
        self.seen = ", ".join(f"{name}={x}" for name, x in seen.items())

    def close(self) -> None:
        """Leave an empty line for what comes next."""
        self._show("")

    def _show(self, line: str) -> None:
        print("\r" + line.ljust(self.width), end="" if line else "\r", file=sys.stderr, flush=True)
        self.width = len(line)


class Bar:
    """A bar of tqdm with cost and accuracy, a line with the same in its place, or nothing.

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
            self._bar = Plain(steps) if seen else None
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
