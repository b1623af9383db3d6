"""The closed formulas of backpropagation; they live in `autograd_mini.nn.textbook`."""

from autograd_mini.nn.textbook import (
    Layers,
    Matrix,
    Pass,
    Vector,
    backpropagate,
    cost,
    g,
    gradient,
    softmax,
    softmax_cost,
    squared_cost,
)

__all__ = [
    "Layers", "Matrix", "Pass", "Vector", "backpropagate", "cost", "g", "gradient", "softmax",
    "softmax_cost", "squared_cost",
]  # fmt: skip
