"""The forward and the backward pass of a graph, to step through, to watch, and to put on slides."""

from autograd_mini.stepper.animation import Animation, animate
from autograd_mini.stepper.frames import frames
from autograd_mini.stepper.page import Stepper, stepper

__all__ = ["Animation", "Stepper", "animate", "frames", "stepper"]
