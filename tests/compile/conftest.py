"""The libraries of arrays that programs are tested over."""

import importlib
import os

import pytest

# To compile takes JAX longer here than to run; that is cut short, before JAX is imported.
QUICKLY = "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true"
os.environ.setdefault("XLA_FLAGS", QUICKLY)

LIBRARIES = ("array_api_strict", "torch", "jax.numpy")


@pytest.fixture(params=LIBRARIES)
def library(request):
    """A library of arrays, if it is installed; JAX is set to 64 bits."""
    pytest.importorskip(request.param.split(".")[0])
    found = importlib.import_module(request.param)
    if request.param == "jax.numpy":
        importlib.import_module("jax").config.update("jax_enable_x64", True)
    return found
