"""The chain rule written out, for one graph or for a network, in words and in formulas."""

from autograd_mini.explain.one_graph import explain

__all__ = ["explain"]
