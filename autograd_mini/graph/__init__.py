"""Reading a graph: the order of its nodes, the ways through it, the equations of the chain rule."""

from autograd_mini.graph.order import topological_order

__all__ = ["topological_order"]
