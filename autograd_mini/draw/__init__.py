"""Pictures of graphs and networks, drawn by Graphviz."""

from autograd_mini.draw.graph.computation import draw_graph
from autograd_mini.draw.network.network import draw_network
from autograd_mini.draw.program import draw_program
from autograd_mini.draw.render import Drawing, RendererNotFound, RenderingError, load_graphviz

__all__ = [
    "Drawing", "RendererNotFound", "RenderingError", "draw_graph", "draw_network", "draw_program",
    "load_graphviz",
]  # fmt: skip
