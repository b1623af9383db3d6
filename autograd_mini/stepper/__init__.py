"""The forward and the backward pass of a graph, to step through, to watch, and to put on slides."""
