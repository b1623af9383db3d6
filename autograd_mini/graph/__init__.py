"""Reading a graph: the order of its nodes, the ways through it, the equations of the chain rule."""

from autograd_mini.graph.order import topological_order
from autograd_mini.graph.reading import Edge, Graph, float_of, read

__all__ = ["Edge", "Graph", "float_of", "read", "topological_order"]
