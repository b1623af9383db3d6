"""Networks with the names of the textbook, their costs, and the closed formulas to compare with."""

from autograd_mini.nn.mlp import MLP
from autograd_mini.nn.plotting import plot, plot_mistakes, plot_units
from autograd_mini.nn.record import Forward

__all__ = ["MLP", "Forward", "plot", "plot_mistakes", "plot_units"]
