"""Compile a recorded scalar graph into a program on arrays."""

from autograd_mini.compile.program import Program, compile_gradient

__all__ = ["Program", "compile_gradient"]
