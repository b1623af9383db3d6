"""The libraries of arrays that programs run on, and the choice among them."""

import importlib
from types import ModuleType
from typing import Any

from autograd_mini.compile.backends.array_api import ArrayAPI
from autograd_mini.compile.backends.jax import Jax
from autograd_mini.compile.backends.numpy import NumPy
from autograd_mini.compile.backends.protocol import Backend
from autograd_mini.compile.backends.torch import Torch
from autograd_mini.errors import shortened

__all__ = ["NAMES", "Backend", "backend"]

NAMES = ("numpy", "torch", "jax")


def backend(library: ModuleType | str) -> Backend:
    """Return the backend of a library, given as a module or by one of NAMES.

    ImportError if it is not installed; ValueError for another name; TypeError for what is neither a
    name nor a module of arrays.

    >>> backend("numpy").name
    'numpy'
    """
    if isinstance(library, str):
        if library not in NAMES:
            raise ValueError(
                f"no backend is called {shortened(library)}; there are {', '.join(NAMES)}, and any "
                "module of the array API standard"
            )
        library = _imported(library, library)
    if not isinstance(library, ModuleType):
        raise TypeError(f"a program runs on a library of arrays, not on {shortened(library)}")
    name = library.__name__.removeprefix("array_api_compat.").split(".")[0]
    if name == "numpy":
        return NumPy()
    if name == "jax":
        return Jax()
    if name == "torch":
        return Torch(_imported("array_api_compat.torch", name), name)
    return ArrayAPI(_standard(library), name)


def _standard(library: Any) -> Any:
    """Return the namespace in which a library keeps to the standard."""
    if hasattr(library, "__array_api_version__"):
        return library
    if not hasattr(library, "asarray"):
        raise TypeError(f"{library.__name__} is no library of arrays")
    compat = _imported("array_api_compat", "torch")
    return compat.array_namespace(library.asarray([0.0]))


def _imported(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(
            f"{module.split('.')[0]} is not installed; "
            f'python -m pip install "autograd-mini[{extra}]" installs it'
        ) from error
