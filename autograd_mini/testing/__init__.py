"""Testing gradients: those of a function, of a network, or of anybody's Value class.

- `gradcheck(f, x, …)`: whether backward() finds the derivatives of f, by differences.
- `programs`: random expressions as plain data, which any engine can run, and as Python text.
- `strategies`: Hypothesis strategies that draw them, and networks with samples.
- `oracles`: four independent ways to the gradient of a program, none of them backpropagation.

`strategies` needs Hypothesis, so it is imported by name: `import autograd_mini.testing.strategies`.
"""

from autograd_mini.testing.gradcheck import GradientMismatch, GradientReport, gradcheck

__all__ = ["GradientMismatch", "GradientReport", "gradcheck"]
