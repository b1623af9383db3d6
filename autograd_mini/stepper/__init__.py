"""The forward and the backward pass of a graph, to step through, to watch, and to put on slides."""

from autograd_mini.stepper.page import Stepper, stepper

__all__ = ["Stepper", "stepper"]
