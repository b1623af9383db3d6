"""Compile a recorded scalar graph into a program on arrays, printed as formulas of matrices."""

try:
    import numpy as numpy
except ImportError as error:
    raise ImportError(
        "autograd_mini.compile computes with NumPy, which is not installed; "
        'python -m pip install "autograd-mini[compile]" installs it'
    ) from error

from autograd_mini.compile.blocks import Blocks
from autograd_mini.compile.decorator import Compiled, compiled
from autograd_mini.compile.program import Program, compile_gradient

__all__ = ["Blocks", "Compiled", "Program", "compile_gradient", "compiled"]
