"""Testing gradients: those of a function, of a network, or of anybody's Value class.

- `gradcheck(f, x, …)`: whether backward() finds the derivatives of f, by differences.
- `check_property(Value, name)`: whether a class has a property of the conformance suite.
- `diagnose(Value)`: the misconception behind what a Value class gets wrong, its line, a repair.
- `programs`: random expressions as plain data, which any engine can run, and as Python text.
- `strategies`: Hypothesis strategies that draw them, and networks with samples.
- `oracles`: four independent ways to the gradient of a program, none of them backpropagation.

`strategies` needs Hypothesis, so it is imported by name: `import autograd_mini.testing.strategies`.
"""

from typing import Any

from autograd_mini.testing.diagnosis import Diagnosis, diagnose
from autograd_mini.testing.gradcheck import GradientMismatch, gradcheck
from autograd_mini.testing.gradient_report import GradientReport

__all__ = [
    "Diagnosis", "GradientMismatch", "GradientReport", "check_property", "diagnose", "gradcheck",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import what needs Hypothesis when it is asked for."""
    if name == "check_property":
        from autograd_mini.testing.course.checking import check_property

        return check_property
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
